// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The check is checked with the token of AWS's own documentation of the signature. */
class RdsTokenTest {
    private static final String TOKEN = "host.us-east-1.amazonaws.com:3306/?DBUser=mySQLUser&Action=connect"
            + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20161107T173933Z&X-Amz-SignedHeaders=host&X-Amz-Expires=900"
            + "&X-Amz-Credential=access_key%2F20161107%2Fus-east-1%2Frds-db%2Faws4_request"
            + "&X-Amz-Signature=87ab58107ef49f1c311a412f98b7f976b0b5152ffb559f0d36c6c9a0c5e0e362";
    private static final Instant THEN = Instant.parse("2016-11-07T17:40:00Z");

    private static String refusal(String token, String address, String role, String region, String key, Instant now) {
        return RdsToken.parse(token).refusal(address, role, region, key, now).orElse("");
    }

    @Test
    void goodTokenIsTakenAndEachWrongPartIsNot() {
        String address = "host.us-east-1.amazonaws.com:3306";
        assertThat(refusal(TOKEN, address, "mySQLUser", "us-east-1", "secret_key", THEN))
                .isEmpty();
        assertThat(refusal(TOKEN, address, "other", "us-east-1", "secret_key", THEN))
                .contains("role");
        assertThat(refusal(TOKEN, "other:3306", "mySQLUser", "us-east-1", "secret_key", THEN))
                .contains("not other");
        assertThat(refusal(TOKEN, address, "mySQLUser", "us-east-2", "secret_key", THEN))
                .contains("region");
        assertThat(refusal(TOKEN, address, "mySQLUser", "us-east-1", "another", THEN))
                .isEqualTo("wrong signature");
        assertThat(refusal(TOKEN, address, "mySQLUser", "us-east-1", "secret_key", THEN.plusSeconds(900)))
                .isEqualTo("expired");
        assertThat(refusal(TOKEN.replace("0e362", "0e363"), address, "mySQLUser", "us-east-1", "secret_key", THEN))
                .isEqualTo("wrong signature");
    }
}
