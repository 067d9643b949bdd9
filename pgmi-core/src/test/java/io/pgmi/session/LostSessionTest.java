// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.DatabaseError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostSessionTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "42P01, relation \"pg_temp._pgmi_input\" does not exist, true",
                "3F000, schema \"pg_temp\" does not exist, true",
                "42P01, relation \"pgmi_plan_view\" does not exist, true",
                "42P01, Relation »pg_temp.pgmi_source_view« existiert nicht, true",
                "42883, function pg_temp.pgmi_test_generate(unknown) does not exist, true",
                // The script's own mistakes, with which no pooler has to do.
                "42P01, relation \"pg_temp.scratch\" does not exist, false",
                "42P01, relation \"pgmi_plan\" does not exist, false",
                "42P01, relation \"shop.pgmi_plan_view_old\" does not exist, false",
                "42601, syntax error at or near \"pgmi_plan_view\", false"
            })
    void whatOfOursIsGoneIsToldFromTheScriptsOwn(String state, String message, boolean lost) {
        assertThat(LostSession.showsIn(new DatabaseError(state, message, null, null, null, null, null)))
                .isEqualTo(lost);
    }
}
