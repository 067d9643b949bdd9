// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Maven and IDEs read of the plugin before they run anything of it. */
class PluginDescriptorTest {
    private List<MojoDescriptor> goals;

    @BeforeEach
    void descriptor() throws Exception {
        try (Reader reader = resource("META-INF/maven/plugin.xml")) {
            goals = new PluginDescriptorBuilder().build(reader).getMojos();
        }
        assertThat(goals).extracting(MojoDescriptor::getGoal).contains("deploy", "start", "report", "help");
    }

    private static Reader resource(String name) throws IOException {
        InputStream stream = PluginDescriptorTest.class.getClassLoader().getResourceAsStream(name);
        return new InputStreamReader(Objects.requireNonNull(stream, name), StandardCharsets.UTF_8);
    }

    @Test
    void everyGoalRunsInParallelBuilds() {
        assertThat(goals)
                .allSatisfy(goal ->
                        assertThat(goal.isThreadSafe()).as(goal.getGoal()).isTrue());
    }

    @Test
    void anIdeCanExplainEveryGoalAndParameter() {
        for (MojoDescriptor goal : goals) {
            assertThat(goal.getDescription()).as(goal.getGoal()).hasSizeGreaterThan(20);
            assertThat(goal.getParameters()).filteredOn(Parameter::isEditable).allSatisfy(parameter -> assertThat(
                            parameter.getDescription())
                    .as(goal.getGoal() + " " + parameter.getName())
                    .hasSizeGreaterThan(10));
        }
    }

    @Test
    void eclipseKnowsWhatToDoWithEveryGoal() throws Exception {
        try (Reader reader = resource("META-INF/m2e/lifecycle-mapping-metadata.xml")) {
            Xpp3Dom execution =
                    Xpp3DomBuilder.build(reader).getChild("pluginExecutions").getChild("pluginExecution");
            assertThat(execution.getChild("action").getChild("ignore")).isNotNull();
            assertThat(Arrays.stream(execution
                                    .getChild("pluginExecutionFilter")
                                    .getChild("goals")
                                    .getChildren())
                            .map(Xpp3Dom::getValue))
                    .containsExactlyInAnyOrderElementsOf(goals.stream()
                            .map(MojoDescriptor::getGoal)
                            .filter(goal -> !goal.equals("help"))
                            .toList());
        }
    }
}
