// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Test;

@MojoTest
class StartMojoTest {
    @Test
    @InjectMojo(goal = "start", pom = "src/test/resources/start/pom.xml")
    void everyParameterIsBound(StartMojo mojo) {
        assertThat(mojo.version).isEqualTo("16");
        assertThat(mojo.port).isEqualTo(54321);
        assertThat(mojo.database).isEqualTo("shop");
        assertThat(mojo.dataDirectory).isEqualTo(new File("/somewhere/data").getAbsoluteFile());
        assertThat(mojo.serverLog).isEqualTo(new File("/somewhere/server.log").getAbsoluteFile());
        assertThat(mojo.startTimeout).isEqualTo(7);
        assertThat(mojo.serverSettings)
                .containsEntry("work_mem", "64MB")
                .containsEntry("pg_stat_statements.max", "1000")
                .hasSize(2);
        assertThat(mojo.skip).isTrue();
    }
}
