// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.PgmiException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "10s, PT10S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "500ms, PT0.5S",
        "10, PT10S",
        "0, PT0S",
        "' 2h ', PT2H",
        "1h2m3s4ms, PT1H2M3.004S",
        "1h5s, PT1H5S",
        "90m, PT1H30M",
        "2s500ms, PT2.5S",
        "3m500ms, PT3M0.5S"
    })
    void aDurationIsTheSumOfItsParts(String text, Duration expected) {
        assertThat(Durations.parse(new Value(text, "x"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "s",
                "-1",
                "-5s",
                "1d",
                "10S",
                "1.5h",
                "5s1m",
                "1h1h",
                "1 h",
                "1e3",
                "9999999999",
                "\u0665s"
            })
    void anythingElseIsRefusedWithItsOrigin(String text) {
        assertThatThrownBy(() -> Durations.parse(new Value(text, "-Dpgmi.timeout")))
                .isInstanceOf(PgmiException.class)
                .hasMessageContainingAll("'" + text + "'", "-Dpgmi.timeout", "1h30m");
    }
}
