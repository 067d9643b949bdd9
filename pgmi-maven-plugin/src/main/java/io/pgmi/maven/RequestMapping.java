// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.connect.ConnectionSources;
import io.pgmi.deploy.DeployRequest;
import io.pgmi.deploy.DeployRequest.Options;
import io.pgmi.deploy.DeployRequest.ParameterSources;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;

/** What the parameters of {@link DeployMojo}, the command line and the build say, as the engine's request. */
final class RequestMapping {
    private static final String PARAMETER_PREFIX = "pgmi.param.";

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
                sourceDirectory, connection, new ParameterSources(parameterFiles(base), parameters()), options);
    }

    private List<Path> parameterFiles(Path base) {
        String typed = commandLine.text("pgmi.parameterFiles", "");
        List<String> names = typed.isEmpty()
                ? (mojo.parameterFiles == null ? List.of() : mojo.parameterFiles)
                : Arrays.asList(typed.split(","));
        return names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(base::resolve)
                .toList();
    }

    private Map<String, Map<String, String>> parameters() {
        Map<String, Map<String, String>> levels = new LinkedHashMap<>();
        Map<String, String> pom = new LinkedHashMap<>();
        if (mojo.parameters != null) {
            // Maven hands over an empty element as null.
            mojo.parameters.forEach((name, text) -> pom.put(name, text == null ? "" : text));
        }
        levels.put("<parameters> in pom.xml", pom);
        Map<String, String> typed = new TreeMap<>();
        session.getUserProperties().forEach((name, text) -> {
            if (String.valueOf(name).startsWith(PARAMETER_PREFIX)) {
                typed.put(String.valueOf(name).substring(PARAMETER_PREFIX.length()), String.valueOf(text));
            }
        });
        levels.put("-D" + PARAMETER_PREFIX + "…", typed);
        return levels;
    }
}
