// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

@MojoTest
class DeployMojoTest {
    @Test
    @InjectMojo(goal = "deploy", pom = "src/test/resources/deploy/pom.xml")
    void everyParameterIsBound(DeployMojo mojo) {
        assertThat(mojo.sourceDirectory).isEqualTo("db");
        assertThat(mojo.artifact).isEqualTo("g:a:1");
        assertThat(mojo.parameters)
                .containsEntry("env", "dev")
                .containsKey("empty")
                .hasSize(2);
        assertThat(mojo.parameterFiles).containsExactly("a.env", "b.env");
        assertThat(mojo.connection.text()).isEqualTo("postgresql://user:sentinel@host/database");
        assertThat(mojo.connection.toString()).as("what -X prints").doesNotContain("sentinel");
        assertThat(mojo.host).isEqualTo("h");
        assertThat(mojo.port).isEqualTo("5433");
        assertThat(mojo.username).isEqualTo("u");
        assertThat(mojo.database).isEqualTo("d");
        assertThat(mojo.maintenanceDatabase).isEqualTo("m");
        assertThat(mojo.sslMode).isEqualTo("require");
        assertThat(mojo.auth).isEqualTo("vault");
        assertThat(mojo.azure).isEqualTo("false");
        assertThat(mojo.azureTenantId).isEqualTo("t");
        assertThat(mojo.azureClientId).isEqualTo("i");
        assertThat(mojo.aws).isEqualTo("false");
        assertThat(mojo.awsRegion).isEqualTo("r");
        assertThat(mojo.google).isEqualTo("false");
        assertThat(mojo.googleInstance).isEqualTo("p:r:i");
        assertThat(mojo.sslCert).isEqualTo("c.crt");
        assertThat(mojo.sslKey).isEqualTo("c.key");
        assertThat(mojo.sslRootCert).isEqualTo("ca.crt");
        assertThat(mojo.serverId).isEqualTo("s");
        assertThat(mojo.timeZone).isEqualTo("Asia/Tokyo");
        assertThat(mojo.connectTimeout).isEqualTo("3s");
        assertThat(mojo.connectAttempts).isEqualTo("5");
        assertThat(mojo.timeout).isEqualTo("7m");
        assertThat(mojo.overwrite).isTrue();
        assertThat(mojo.force).isTrue();
        assertThat(mojo.compat).isEqualTo("1");
        assertThat(mojo.verbose).isTrue();
        assertThat(mojo.ciAnnotations).isEqualTo("azure");
        assertThat(mojo.skip).isTrue();
        assertThat(mojo.reportsDirectory).isEqualTo("r");
    }

    @Test
    @InjectMojo(goal = "deploy", pom = "src/test/resources/deploy/pom.xml")
    @MojoParameter(name = "skip", value = "false")
    void aFolderAndAnArtifactAreOneTooMany(DeployMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContainingAll(
                        "outcome 10",
                        "'g:a:1' (<artifact> in pom.xml)",
                        "'db' (<sourceDirectory> in pom.xml)",
                        "Leave one out");
    }
}
