// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Test;

@MojoTest
class StopMojoTest {
    @Test
    @InjectMojo(goal = "stop")
    @MojoParameter(name = "skip", value = "true")
    void skipIsBound(StopMojo mojo) {
        assertThat(mojo.skip).isTrue();
    }
}
