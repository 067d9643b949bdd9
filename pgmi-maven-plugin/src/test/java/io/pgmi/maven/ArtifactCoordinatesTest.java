// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.connect.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactCoordinatesTest {
    private static ArtifactCoordinates parse(String text) {
        return ArtifactCoordinates.parse(new Value(text, "-Dpgmi.artifact"));
    }

    @Test
    void theClassifierMayBeLeftOut() {
        assertThat(parse("com.example:shop:1.0"))
                .isEqualTo(new ArtifactCoordinates("com.example", "shop", "1.0", "pgmi"));
        assertThat(parse(" com.example : shop : 1.0 : billing "))
                .isEqualTo(new ArtifactCoordinates("com.example", "shop", "1.0", "billing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "com.example:shop", "a:b:c:d:e", "a::1", "a:b:", "a:b c:1"})
    void anythingElseIsAnErrorThatShowsTheForm(String text) {
        assertThatThrownBy(() -> parse(text))
                .hasMessageContainingAll("'" + text + "'", "-Dpgmi.artifact", "group:name:version");
    }
}
