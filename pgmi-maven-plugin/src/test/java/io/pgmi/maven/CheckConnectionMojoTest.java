// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Test;

@MojoTest
class CheckConnectionMojoTest {
    @Test
    @InjectMojo(goal = "check-connection", pom = "src/test/resources/deploy/pom.xml")
    @MojoParameter(name = "offline", value = "true")
    void theParametersOfADeploymentAreBoundHereToo(CheckConnectionMojo mojo) {
        assertThat(mojo.sourceDirectory).isEqualTo("db");
        assertThat(mojo.connection.text()).isEqualTo("postgresql://user:sentinel@host/database");
        assertThat(mojo.host).isEqualTo("h");
        assertThat(mojo.serverId).isEqualTo("s");
        assertThat(mojo.timeout).isEqualTo("7m");
        assertThat(mojo.offline).isTrue();
        assertThat(mojo.skip).isTrue();
    }
}
