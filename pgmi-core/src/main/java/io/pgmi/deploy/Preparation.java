// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.ConnectionConfig;
import io.pgmi.connect.ConnectionResolver;
import io.pgmi.connect.ConnectionSources;
import io.pgmi.connect.Connector;
import io.pgmi.connect.EnvironmentFile;
import io.pgmi.connect.TimeLimit;
import io.pgmi.connect.Value;
import io.pgmi.project.Parameter;
import io.pgmi.project.ParameterFile;
import io.pgmi.project.Parameters;
import io.pgmi.project.Project;
import io.pgmi.project.ProjectScanner;
import io.pgmi.project.ProjectSettings;
import io.pgmi.script.MacroCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a deployment that is known before a server is dialled, checked: what is wrong with project, parameters and
 * connection is reported together.
 *
 * @param scriptFile deploy.sql as errors name it
 * @param calls the test macro's calls in it
 */
record Preparation(
        Project project,
        String scriptFile,
        List<MacroCall> calls,
        Parameters parameters,
        ConnectionConfig connection,
        Duration timeout,
        boolean overwrite,
        boolean debug) {
    static Preparation of(DeployRequest request, Connector connector, DeployListener listener) {
        Preparation prepared = new Checks(request, connector).run();
        Project project = prepared.project();
        project.warnings().forEach(listener::warning);
        listener.projectRead(project, prepared.parameters().count());
        OverwriteApproval approval = request.options().overwrite();
        String database = prepared.connection().target().database().value();
        if (approval != null && !approval.approve(database)) {
            throw new PgmiException(
                    Outcome.OVERWRITE_NOT_APPROVED,
                    "overwrite would drop database \"" + database + "\" with all that is in it, and nobody agreed to"
                            + " that; nothing was touched. Type its name when asked at a terminal, or say so in a script:"
                            + " -Dpgmi.force");
        }
        return prepared;
    }

    /** Runs each check, also where an earlier one failed, and collects what they find. */
    private static final class Checks {
        private final DeployRequest request;
        private final Connector connector;
        private final List<String> problems = new ArrayList<>();

        Checks(DeployRequest request, Connector connector) {
            this.request = request;
            this.connector = connector;
        }

        Preparation run() {
            Path root = request.sourceDirectory();
            Project project = check(() -> ProjectScanner.scan(root));
            String scriptFile = project == null
                    ? ""
                    : project.root().resolve(project.deployScript().file()).toString();
            List<MacroCall> calls = project == null
                    ? List.of()
                    : check(() ->
                            MacroCall.findAll(scriptFile, project.deployScript().text()));
            // The project's own copy where it could be read, so that the file is read once.
            ProjectSettings settings = check(() -> project == null
                    ? ProjectSettings.read(root)
                    : project.settings().map(ProjectSettings::parse).orElse(ProjectSettings.NONE));
            ProjectSettings known = settings == null ? ProjectSettings.NONE : settings;
            Parameters parameters = parameters(known);
            Duration timeout = check(
                    () -> TimeLimit.parse(TimeLimit.written(request.options().timeout(), known)));
            check(this::compat);
            ConnectionConfig connection = check(() -> ConnectionResolver.resolve(sources(known)));
            if (connection != null) {
                check(() -> providable(connection));
            }
            if (connection != null && request.options().overwrite() != null) {
                check(() -> replaceable(connection));
            }
            if (!problems.isEmpty()) {
                throw PgmiException.invalidConfiguration(problems);
            }
            return new Preparation(
                    Objects.requireNonNull(project),
                    scriptFile,
                    Objects.requireNonNull(calls),
                    Objects.requireNonNull(parameters),
                    Objects.requireNonNull(connection),
                    Objects.requireNonNull(timeout),
                    request.options().overwrite() != null,
                    request.options().debug());
        }

        /** Null where the check failed. A failure that is no configuration's, such as a missing script, ends all. */
        private <T> @Nullable T check(Supplier<T> check) {
            try {
                return check.get();
            } catch (PgmiException e) {
                if (e.outcome() != Outcome.INVALID_CONFIGURATION) {
                    throw e;
                }
                problems.addAll(e.problems());
                return null;
            }
        }

        private @Nullable Parameters parameters(ProjectSettings settings) {
            List<Parameter> lowestFirst = new ArrayList<>(settings.params());
            for (Path file : request.parameters().files()) {
                List<Parameter> read = check(() -> ParameterFile.read(file));
                lowestFirst.addAll(read == null ? List.of() : read);
            }
            request.parameters()
                    .direct()
                    .forEach((origin, values) ->
                            values.forEach((key, value) -> lowestFirst.add(new Parameter(key, value, origin))));
            return check(() -> Parameters.merge(lowestFirst));
        }

        private Boolean compat() {
            Value compat = request.options().compat();
            if (compat != null && !compat.text().strip().equals("1")) {
                throw PgmiException.invalidConfiguration(List.of("there is no session API version '" + compat.text()
                        + "' (" + compat.origin() + "). Write 1, the only one, or leave it out"));
            }
            return true;
        }

        private ConnectionSources sources(ProjectSettings settings) {
            Map<String, Value> variables = check(() -> EnvironmentFile.read(request.sourceDirectory()));
            return request.connection().with(variables == null ? Map.of() : variables, settings);
        }

        private Boolean providable(ConnectionConfig connection) {
            connector.check(connection);
            return true;
        }

        private static Boolean replaceable(ConnectionConfig connection) {
            String problem = TargetDatabase.refusalToReplace(
                    connection.target().database().value(),
                    connection.target().maintenanceDatabase().value());
            if (problem != null) {
                throw PgmiException.invalidConfiguration(List.of(problem));
            }
            return true;
        }
    }
}
