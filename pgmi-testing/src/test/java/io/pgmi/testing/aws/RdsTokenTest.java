// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The check is checked with the token of AWS's own documentation of the signature. */
class RdsTokenTest {
    private static final Instant SIGNED = Instant.parse("2016-11-07T17:39:33Z");
    private static final String ADDRESS = "host.us-east-1.amazonaws.com:3306";
    private static final String TOKEN = ADDRESS + "/?DBUser=mySQLUser&Action=connect"
            + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20161107T173933Z&X-Amz-SignedHeaders=host&X-Amz-Expires=900"
            + "&X-Amz-Credential=access_key%2F20161107%2Fus-east-1%2Frds-db%2Faws4_request"
            + "&X-Amz-Signature=87ab58107ef49f1c311a412f98b7f976b0b5152ffb559f0d36c6c9a0c5e0e362";

    private static Optional<String> refusal(String token, String role, String region, String key, int seconds) {
        return RdsToken.parse(token).refusal(ADDRESS, role, region, key, SIGNED.plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {-300, 0, 900})
    void genuineTokenIsTakenWhileItIsValid(int seconds) {
        assertThat(refusal(TOKEN, "mySQLUser", "us-east-1", "secret_key", seconds))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, secret_key, 901, mySQLUser, -, -, expired",
        "us-east-1, secret_key, -301, mySQLUser, -, -, expired",
        "us-east-1, secret_key, 901, mySQLUser, =900, =9000, expired",
        "us-east-1, secret_key, 0, mySQLUser, =900, =899, wrong signature",
        "us-east-2, secret_key, 0, mySQLUser, -, -, for another region: access_key/20161107/us-east-1/rds-db/aws4_request",
        "us-east-1, secret_kez, 0, mySQLUser, -, -, wrong signature",
        "us-east-1, secret_key, 0, mySQLUser, e362, e363, wrong signature",
        "us-east-1, secret_key, 0, other, -, -, for another role",
        "us-east-1, secret_key, 0, other, mySQLUser, other, wrong signature",
        "us-east-1, secret_key, 0, mySQLUser, :3306, :3307, 'for host.us-east-1.amazonaws.com:3307, not host.us-east-1.amazonaws.com:3306'",
    })
    void anythingElseIsNot(String region, String key, int seconds, String role, String text, String by, String reason) {
        String token = text.equals("-") ? TOKEN : TOKEN.replace(text, by);
        assertThat(refusal(token, role, region, key, seconds)).contains(reason);
    }
}
