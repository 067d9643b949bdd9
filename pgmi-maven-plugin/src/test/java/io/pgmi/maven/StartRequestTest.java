// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

class StartRequestTest {
    @Test
    void allProblemsAreToldAtOnce() {
        assertThatThrownBy(() -> StartRequest.checked("new", "65536", "0", " ", Map.of()))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("4 problems")
                .hasMessageContaining("version (pgmi.postgresVersion): 'new'")
                .hasMessageContaining("port (pgmi.embeddedPort) is '65536'")
                .hasMessageContaining("startTimeout (pgmi.startTimeout) is '0'")
                .hasMessageContaining("database (pgmi.database) is empty");
    }

    @Test
    void emptyElementInAPomIsAnEmptySetting() throws MojoExecutionException {
        Map<String, String> settings = new HashMap<>();
        settings.put("listen_addresses", null);
        assertThat(StartRequest.checked("16", "0", "60", "app", settings).settings())
                .containsEntry("listen_addresses", "");
    }

    @Test
    void originTellsRequestsForDifferentServersApart() throws MojoExecutionException {
        String origin =
                StartRequest.checked("16", "0", "60", "app", Map.of("a", "1")).origin();
        assertThat(StartRequest.checked("16", "0", "99", "app", Map.of("a", "1"))
                        .origin())
                .isEqualTo(origin);
        assertThat(StartRequest.checked("17", "0", "60", "app", Map.of("a", "1"))
                        .origin())
                .isNotEqualTo(origin);
        assertThat(StartRequest.checked("16", "1", "60", "app", Map.of("a", "1"))
                        .origin())
                .isNotEqualTo(origin);
        assertThat(StartRequest.checked("16", "0", "60", "app", Map.of("a", "2"))
                        .origin())
                .isNotEqualTo(origin);
    }
}
