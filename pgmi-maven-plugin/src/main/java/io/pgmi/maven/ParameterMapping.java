// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.deploy.DeployRequest.ParameterSources;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/** What POM and command line say of deploy.sql's parameters. */
final class ParameterMapping {
    private static final String PREFIX = "pgmi.param.";

    private final MavenSession session;
    private final CommandLine commandLine;

    ParameterMapping(MavenSession session, CommandLine commandLine) {
        this.session = session;
        this.commandLine = commandLine;
    }

    /**
     * Where they come from.
     *
     * @param pom {@code <parameters>}
     * @param pomFiles {@code <parameterFiles>}
     * @param base what relative files are relative to
     */
    ParameterSources sources(@Nullable Map<String, String> pom, @Nullable List<String> pomFiles, Path base) {
        String typed = commandLine.text("pgmi.parameterFiles", "");
        List<String> names =
                typed.isEmpty() ? (pomFiles == null ? List.of() : pomFiles) : Arrays.asList(typed.split(","));
        List<Path> files = names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(base::resolve)
                .toList();
        return new ParameterSources(files, direct(pom == null ? Map.of() : pom));
    }

    private Map<String, Map<String, String>> direct(Map<String, String> written) {
        Map<String, Map<String, String>> levels = new LinkedHashMap<>();
        Map<String, String> pom = new LinkedHashMap<>();
        // Maven hands over an empty element as null.
        written.forEach((name, text) -> pom.put(name, text == null ? "" : text));
        levels.put("<parameters> in pom.xml", pom);
        Map<String, String> typed = new TreeMap<>();
        session.getUserProperties().forEach((name, text) -> {
            if (String.valueOf(name).startsWith(PREFIX)) {
                typed.put(String.valueOf(name).substring(PREFIX.length()), String.valueOf(text));
            }
        });
        levels.put("-D" + PREFIX + "…", typed);
        return levels;
    }
}
