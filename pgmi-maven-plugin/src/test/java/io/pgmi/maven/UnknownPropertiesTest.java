// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownPropertiesTest {
    private static final Set<String> PARAMETERS = Set.of("username", "sslMode", "connection", "database", "host");

    @ParameterizedTest
    @CsvSource({
        "pgmi.user, Write -Dpgmi.username.",
        "pgmi.db, Write -Dpgmi.database.",
        "pgmi.url, Write -Dpgmi.connection.",
        "pgmi.sslmode, Write -Dpgmi.sslMode.",
        "pgmi.ssl-mode, Write -Dpgmi.sslMode.",
        "pgmi.password, $PGPASSWORD",
        "pgmi.nonsense, mvn pgmi:help"
    })
    void whatNobodyReadsIsToldWithWhatWasMeant(String given, String advice) {
        assertThat(UnknownProperties.warnings(Set.of(given), PARAMETERS))
                .singleElement()
                .asString()
                .startsWith("-D" + given + " is not a parameter and does nothing.")
                .contains(advice);
    }

    @Test
    void whatIsReadIsNot() {
        assertThat(UnknownProperties.warnings(
                        Set.of("pgmi.host", "pgmi.param.user", "pgmi.server.port", "user", "other.user"), PARAMETERS))
                .isEmpty();
    }
}
