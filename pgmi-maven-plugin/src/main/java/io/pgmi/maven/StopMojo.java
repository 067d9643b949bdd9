// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Stops the server that <code>pgmi:start</code> started for this project in this build; does nothing where none runs. Its
 * data directory and log stay, for a look at them, until the next start or <code>mvn clean</code>.
 */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class StopMojo extends AbstractMojo {
    private final MavenSession session;
    private final MavenProject project;

    /** Do nothing. On the command line <code>-Dpgmi.skip</code>, which wins over the POM. */
    @Parameter(property = "pgmi.skip", defaultValue = "false")
    boolean skip;

    @Inject
    StopMojo(MavenSession session, MavenProject project) {
        this.session = session;
        this.project = project;
    }

    @Override
    public void execute() {
        if (new CommandLine(session).flag("pgmi.skip", skip)) {
            getLog().info("PostgreSQL is not stopped: pgmi.skip is set");
            return;
        }
        Optional<EmbeddedServers.Running> stopped = EmbeddedServers.stop(session, project);
        getLog().info(stopped.map(server -> "PostgreSQL " + server.version() + " on port " + server.port() + " stopped")
                .orElse("No PostgreSQL to stop: none that this build started for this project is running"));
    }
}
