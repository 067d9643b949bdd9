// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.pgmi.PgmiException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    private static Parameter given(String key, String value) {
        return new Parameter(key, value, "here");
    }

    @Test
    void laterValuesWinWhateverTheirCase() {
        Parameters merged = Parameters.merge(List.of(given("env", "a"), given("b", ""), given("ENV", "c")));
        assertThat(merged.values()).containsExactly(entry("env", "c"), entry("b", ""));
    }

    @Test
    void keysAreLowerCasedInEveryLocale() {
        Locale original = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(Parameters.merge(List.of(given("ID", "x"))).values()).containsOnlyKeys("id");
        } finally {
            Locale.setDefault(original);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "_", "Z9_", "a23456789012345678901234567890123456789012345678901234567890123"})
    void keysOfLettersDigitsAndUnderscoresAreTaken(String key) {
        assertThat(Parameters.merge(List.of(given(key, "x"))).count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1a",
                "a-b",
                "a.b",
                "a b",
                "ä",
                "ı",
                "a234567890123456789012345678901234567890123456789012345678901234"
            })
    void otherKeysAreRefused(String key) {
        assertThatThrownBy(() -> Parameters.merge(List.of(given(key, "hush"))))
                .isInstanceOf(PgmiException.class)
                .hasMessageStartingWith("here: ")
                .hasMessageContaining("\"" + key + "\"")
                .hasMessageNotContaining("hush");
    }

    @Test
    void allBadOnesAreReportedWithTheirOrigin() {
        assertThatThrownBy(() -> Parameters.merge(List.of(
                        new Parameter("1", "x", "pgmi.yaml:3"),
                        given("ok", "x"),
                        new Parameter("k", "hush\0", "dev.env:7"))))
                .isInstanceOf(PgmiException.class)
                .hasMessageStartingWith("2 problems:")
                .hasMessageContaining("pgmi.yaml:3: ")
                .hasMessageContaining("dev.env:7: the value of parameter k")
                .hasMessageNotContaining("hush");
    }

    @Test
    void namesAndValuesAreNotShown() {
        assertThat(Parameters.merge(List.of(given("token", "hush")))).hasToString("1 parameter");
        assertThat(Parameters.merge(List.of())).hasToString("0 parameters");
        assertThat(given("token", "hush")).hasToString("parameter from here");
    }
}
