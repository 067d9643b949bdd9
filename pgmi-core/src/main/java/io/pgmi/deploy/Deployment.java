// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.ConnectionConfig;
import io.pgmi.connect.Connector;
import io.pgmi.connect.Endpoint;
import io.pgmi.project.Project;
import io.pgmi.session.Backend;
import io.pgmi.session.DeploymentSession;
import io.pgmi.session.ServerErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** The part of a deployment that talks to a server. */
final class Deployment {
    /** For a second connection, whose only job is to look at the first one's session or to end it. */
    private static final Duration SECOND_CONNECTION = Duration.ofSeconds(5);

    private final Preparation prepared;
    private final Connector connector;
    private final DeployListener listener;
    private final Duration signOfLife;

    Deployment(Preparation prepared, Connector connector, DeployListener listener, Duration signOfLife) {
        this.prepared = prepared;
        this.connector = connector;
        this.listener = listener;
        this.signOfLife = signOfLife;
    }

    DeployResult run() {
        try (Cancellation cancellation = new Cancellation(prepared.timeout())) {
            try {
                return run(cancellation);
            } catch (PgmiException e) {
                throw cancellation.reason() == null || cancellation.reason() == e.outcome()
                        ? e
                        : cancellation.failure(e);
            } catch (SQLException e) {
                PgmiException lost = lostConnection(e);
                throw cancellation.reason() == null ? lost : cancellation.failure(lost);
            }
        }
    }

    private static PgmiException lostConnection(SQLException e) {
        return new PgmiException(
                Outcome.CONNECTION_FAILED,
                "the connection to the server failed: " + ServerErrors.of(e).report(),
                ServerErrors.of(e),
                e);
    }

    private DeployResult run(Cancellation cancellation) throws SQLException {
        long start = System.nanoTime();
        ConnectionConfig config = prepared.connection();
        String database = config.target().database().value();
        listener.connecting(config);
        TargetDatabase target = new TargetDatabase(
                name -> open(config, name, cancellation),
                database,
                config.target().maintenanceDatabase().value(),
                cancellation::release,
                listener);
        try (Connection connection = prepared.overwrite() ? target.replace() : target.open()) {
            DeploymentSession session = DeploymentSession.open(connection, database);
            return run(session, cancellation, start);
        }
    }

    private Connection open(ConnectionConfig config, String database, Cancellation cancellation) throws SQLException {
        cancellation.check();
        Connection connection = connector.open(config, database, cancellation.limit());
        cancellation.guard(new Backend(connection), () -> openAnother(config, database));
        return connection;
    }

    /** For another thread, which must not use this one's connector. */
    private Connection openAnother(ConnectionConfig config, String database) {
        return connector.forAnotherThread().open(config, database, Instant.now().plus(SECOND_CONNECTION));
    }

    private DeployResult run(DeploymentSession session, Cancellation cancellation, long start) throws SQLException {
        DeployResult result;
        try {
            result = deploy(session, cancellation, start);
        } catch (SQLException | RuntimeException | Error e) {
            try {
                session.close();
            } catch (SQLException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
        try {
            session.close();
        } catch (SQLException e) {
            listener.warning("everything was deployed, but the connection failed before the deploy lock was released;"
                    + " the server releases it when it notices: "
                    + ServerErrors.of(e).report());
        }
        return result;
    }

    private DeployResult deploy(DeploymentSession session, Cancellation cancellation, long start) throws SQLException {
        listener.connected(session.serverVersion(), session.timeZone());
        Project project = prepared.project();
        int files = project.sources().size() + project.tests().size();
        long loading = System.nanoTime();
        long bytes =
                session.load(project, prepared.parameters().values(), loaded -> listener.filesLoading(loaded, files));
        listener.filesLoaded(files, bytes, since(loading));
        cancellation.check();
        ScriptRun.Summary summary = runScript(session, cancellation);
        Endpoint endpoint = prepared.connection().target().endpoints().get(0);
        return new DeployResult(
                endpoint.host(),
                endpoint.port(),
                prepared.connection().target().database().value(),
                session.user(),
                session.serverVersion(),
                project.sources().size(),
                project.tests().size(),
                summary.tests(),
                summary.messages(),
                since(start));
    }

    private ScriptRun.Summary runScript(DeploymentSession session, Cancellation cancellation) {
        ConnectionConfig config = prepared.connection();
        try (StatementWatch watch = new StatementWatch(
                signOfLife, () -> openAnother(config, config.target().database().value()), listener)) {
            ScriptRun script = new ScriptRun(
                    session,
                    prepared.scriptFile(),
                    prepared.project().deployScript().text(),
                    prepared.calls(),
                    prepared.project(),
                    cancellation,
                    listener,
                    watch);
            return script.run(prepared.debug());
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
