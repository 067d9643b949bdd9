// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.connect.ConnectionSources;
import io.pgmi.deploy.DeployRequest;
import io.pgmi.deploy.DeployRequest.Options;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;

/** What the parameters of {@link DeployMojo}, the command line and the build say, as the engine's request. */
final class RequestMapping {
    private final DeployMojo mojo;
    private final MavenSession session;
    private final CommandLine commandLine;

    RequestMapping(DeployMojo mojo, MavenSession session, CommandLine commandLine) {
        this.mojo = mojo;
        this.session = session;
        this.commandLine = commandLine;
    }

    /** @param base what relative files of parameters are relative to */
    DeployRequest request(Path sourceDirectory, Path base, ConnectionSources connection) {
        boolean overwrite = commandLine.flag("pgmi.overwrite", mojo.overwrite);
        boolean force = commandLine.flag("pgmi.force", mojo.force);
        Options options = new Options(
                commandLine.value("compat", mojo.compat),
                commandLine.value("timeout", mojo.timeout),
                overwrite ? new TerminalApproval(session, force) : null,
                commandLine.flag("pgmi.verbose", mojo.verbose));
        return new DeployRequest(
                sourceDirectory,
                connection,
                new ParameterMapping(session, commandLine).sources(mojo.parameters, mojo.parameterFiles, base),
                options);
    }
}
