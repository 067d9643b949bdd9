// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.Problem;
import io.pgmi.connect.ConnectionConfig;
import io.pgmi.connect.ConnectionResolver;
import io.pgmi.connect.Connector;
import io.pgmi.connect.Resolution;
import io.pgmi.project.Parameters;
import io.pgmi.project.Project;
import io.pgmi.script.MacroCall;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

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
        Preparation prepared = check(request, connector);
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

    private static Preparation check(DeployRequest request, Connector connector) {
        DeployRequest.Options options = request.options();
        Findings findings = new Findings();
        OfflineChecks offline = OfflineChecks.run(
                request.sourceDirectory(), request.parameters(), options.timeout(), options.compat(), findings);
        if (offline.missingScript() != null) {
            throw offline.missingScript();
        }
        Resolution resolution =
                ConnectionResolver.examine(request.connection().with(offline.variables(), offline.settings()));
        findings.add(
                connector.problems(resolution).stream().map(Problem::message).toList());
        ConnectionConfig connection = resolution.partial();
        if (resolution.problems().isEmpty() && options.overwrite() != null) {
            findings.check(() -> replaceable(connection));
        }
        findings.end();
        Project project = Objects.requireNonNull(offline.scan()).project();
        return new Preparation(
                project,
                project.root().resolve(project.deployScript().file()).toString(),
                project.deployScript().calls(),
                Objects.requireNonNull(offline.parameters()),
                connection,
                Objects.requireNonNull(offline.timeout()),
                options.overwrite() != null,
                options.debug());
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
