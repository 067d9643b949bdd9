// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.PgmiException;
import io.pgmi.scaffold.ProjectTemplate;
import java.nio.file.Path;
import java.util.Objects;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Writes a first project: a deploy.sql that runs each migration once, in order, and knows by checksum when one was changed
 * afterwards; a migration, a function, a test that gates the commit, and a pgmi.yaml. Shows what to put into the POM. Never
 * overwrites: where the folder has files, it names them and writes nothing. Works without a POM, too.
 */
@Mojo(name = "init", requiresProject = false, threadSafe = true)
public final class InitMojo extends AbstractMojo {
    private final MavenSession session;
    private final MavenProject project;

    /**
     * The folder to make, relative to the project's folder; without a POM, to the current one. Default:
     * <code>src/main/pgmi</code>. Example: <code>-Dpgmi.sourceDirectory=database</code>.
     */
    @Parameter(property = "pgmi.sourceDirectory", defaultValue = ProjectSources.DEFAULT_DIRECTORY)
    String sourceDirectory = ProjectSources.DEFAULT_DIRECTORY;

    @Inject
    InitMojo(MavenSession session, MavenProject project) {
        this.session = session;
        this.project = project;
    }

    @Override
    public void execute() throws MojoExecutionException {
        String named = new CommandLine(session).text("pgmi.sourceDirectory", sourceDirectory);
        String folder = named.isBlank() ? ProjectSources.DEFAULT_DIRECTORY : named;
        try {
            for (Path file :
                    ProjectTemplate.write(ProjectFolders.base(session, project).resolve(folder))) {
                getLog().info("Written: " + file);
            }
        } catch (PgmiException e) {
            throw Failure.of("init", e);
        }
        // What Maven itself puts there for every mojo.
        PluginDescriptor plugin =
                (PluginDescriptor) Objects.requireNonNull(getPluginContext().get("pluginDescriptor"));
        String goal = plugin.getGroupId() + ":" + plugin.getArtifactId() + ":" + plugin.getVersion() + ":";
        String option = folder.equals(ProjectSources.DEFAULT_DIRECTORY) ? "" : " -Dpgmi.sourceDirectory=" + folder;
        getLog().info("Deploy it to a server of yours:");
        getLog().info("  mvn " + goal + "deploy" + option + " -Dpgmi.host=localhost -Dpgmi.database=app");
        getLog().info(
                        "Or in each build to a PostgreSQL that the build starts and stops by itself, with mvn verify and this"
                                + " in <build><plugins> of the POM:");
        pom(plugin, folder).lines().forEach(line -> getLog().info("  " + line));
    }

    private static String pom(PluginDescriptor plugin, String folder) {
        String configuration = folder.equals(ProjectSources.DEFAULT_DIRECTORY) ? "" : """
                    <configuration>
                      <sourceDirectory>%s</sourceDirectory>
                    </configuration>
                  """.formatted(folder);
        return """
                <plugin>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                %s  <executions>
                    <execution>
                      <goals>
                        <goal>validate</goal>
                        <goal>start</goal>
                        <goal>deploy</goal>
                        <goal>stop</goal>
                      </goals>
                    </execution>
                  </executions>
                </plugin>
                """.formatted(plugin.getGroupId(), plugin.getArtifactId(), plugin.getVersion(), configuration);
    }
}
