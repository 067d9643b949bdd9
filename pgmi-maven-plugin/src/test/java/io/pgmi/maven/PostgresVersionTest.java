// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresVersionTest {
    /** As the resolver lists them, oldest first. */
    private static final List<String> PUBLISHED =
            List.of("9.6.24", "10.23.0", "11.22.0", "11.22.1", "16.1.0", "16.4.0", "16.14.0", "18.0.0", "18.6.0");

    @ParameterizedTest
    @CsvSource({
        "'', 18.6.0 18.0.0 16.14.0 16.4.0 16.1.0 11.22.1 11.22.0",
        "16, 16.14.0 16.4.0 16.1.0",
        "' 16 ', 16.14.0 16.4.0 16.1.0",
        "16.1, 16.1.0",
        "11.22, 11.22.1 11.22.0",
        "16.4.0, 16.4.0",
        "1, ''",
        "10, ''",
        "17, ''"
    })
    void candidatesAreTheSupportedOnesAskedForNewestFirst(String asked, String expected) {
        assertThat(String.join(" ", new PostgresVersion(asked).candidates(PUBLISHED)))
                .isEqualTo(expected);
    }

    @Test
    void onlyAVersionWithThreePartsIsExact() {
        assertThat(new PostgresVersion("16.4.0").isExact()).isTrue();
        assertThat(new PostgresVersion("10.15.0-1").isExact()).isTrue();
        assertThat(new PostgresVersion("16.4").isExact()).isFalse();
        assertThat(new PostgresVersion("16").isExact()).isFalse();
        assertThat(new PostgresVersion("").isExact()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "16.", "16.x", "[16,17)", "016", "16.4.0.1", "\u0661\u0666"})
    void otherTextIsRefusedAndQuoted(String text) {
        assertThatThrownBy(() -> new PostgresVersion(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("such as 16");
    }

    @Test
    void majorsAreToldOnceAndInOrder() {
        assertThat(PostgresVersion.majors(PUBLISHED)).isEqualTo("11, 16, 18");
    }
}
