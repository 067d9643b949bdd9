// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.EnvironmentFile;
import io.pgmi.connect.TimeLimit;
import io.pgmi.connect.Value;
import io.pgmi.deploy.DeployRequest.ParameterSources;
import io.pgmi.project.Parameter;
import io.pgmi.project.ParameterFile;
import io.pgmi.project.Parameters;
import io.pgmi.project.ProjectScanner;
import io.pgmi.project.ProjectSettings;
import io.pgmi.project.Scan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What files and parameters say, whatever the connection: the part of a deployment's checks that validation has too.
 *
 * @param scan null where there is nothing to scan
 * @param missingScript why deploy.sql cannot be had; null where it is there
 * @param settings those of pgmi.yaml; none where it is wrong
 * @param parameters null where they are wrong
 * @param timeout null where it is wrong
 * @param variables of the .env file; none where it is wrong
 */
record OfflineChecks(
        @Nullable Scan scan,
        @Nullable PgmiException missingScript,
        ProjectSettings settings,
        @Nullable Parameters parameters,
        @Nullable Duration timeout,
        Map<String, Value> variables) {
    static OfflineChecks run(
            Path directory,
            ParameterSources sources,
            @Nullable Value timeout,
            @Nullable Value compat,
            Findings findings) {
        PgmiException missing = null;
        Scan scan = null;
        try {
            scan = findings.check(() -> ProjectScanner.examine(directory));
        } catch (PgmiException e) {
            if (e.outcome() != Outcome.SCRIPT_NOT_FOUND) {
                throw e;
            }
            missing = e;
        }
        if (scan != null) {
            findings.add(scan.problems());
        }
        Scan scanned = scan;
        ProjectSettings settings = findings.check(() -> settings(scanned, directory));
        ProjectSettings known = settings == null ? ProjectSettings.NONE : settings;
        findings.add(known.problems());
        Parameters parameters = parameters(known, sources, findings);
        Duration limit = findings.check(() -> TimeLimit.parse(TimeLimit.written(timeout, known)));
        findings.check(() -> compat(compat));
        Map<String, Value> variables = findings.check(() -> EnvironmentFile.read(directory));
        return new OfflineChecks(scan, missing, known, parameters, limit, variables == null ? Map.of() : variables);
    }

    /** The project's own copy where it could be read, so that the file is read once. */
    private static ProjectSettings settings(@Nullable Scan scan, Path directory) {
        return scan == null
                ? ProjectSettings.read(directory)
                : scan.settings().map(ProjectSettings::parse).orElse(ProjectSettings.NONE);
    }

    private static @Nullable Parameters parameters(
            ProjectSettings settings, ParameterSources sources, Findings findings) {
        List<Parameter> lowestFirst = new ArrayList<>(settings.params());
        for (Path file : sources.files()) {
            List<Parameter> read = findings.check(() -> ParameterFile.read(file));
            lowestFirst.addAll(read == null ? List.of() : read);
        }
        sources.direct()
                .forEach((origin, values) ->
                        values.forEach((key, value) -> lowestFirst.add(new Parameter(key, value, origin))));
        return findings.check(() -> Parameters.merge(lowestFirst));
    }

    private static Boolean compat(@Nullable Value compat) {
        if (compat != null && !compat.text().strip().equals("1")) {
            throw PgmiException.invalidConfiguration(List.of("there is no session API version '" + compat.text() + "' ("
                    + compat.origin() + "). Write 1, the only one, or leave it out"));
        }
        return true;
    }
}
