// SPDX-License-Identifier: Apache-2.0
package io.pgmi.check;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.Problem;
import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthProviders;
import io.pgmi.auth.ProviderSource;
import io.pgmi.connect.ConnectionConfig;
import io.pgmi.connect.ConnectionConfig.Line;
import io.pgmi.connect.ConnectionResolver;
import io.pgmi.connect.Connector;
import io.pgmi.connect.EnvironmentFile;
import io.pgmi.connect.Resolution;
import io.pgmi.connect.Resolved;
import io.pgmi.connect.TimeLimit;
import io.pgmi.connect.Value;
import io.pgmi.project.ProjectSettings;
import io.pgmi.session.DeploymentSession;
import io.pgmi.session.ServerErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Resolves a deployment's connection, opens it, and looks round. Deploys nothing and changes nothing. */
public final class ConnectionCheck {
    private static final String MISSING_DATABASE = "3D000";

    private final CheckRequest request;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notices;
    private final Connector connector;
    private Outcome outcome = Outcome.SUCCESS;

    private ConnectionCheck(CheckRequest request, AuthProviders providers, List<String> notices) {
        this.request = request;
        this.notices = notices;
        this.connector = new Connector(notices::add, providers);
    }

    /**
     * Checks a connection. What fails is part of the answer, not an exception.
     *
     * @param source asked for an auth provider that is not on the class path
     */
    public static ConnectionReport run(CheckRequest request, ProviderSource source) {
        List<String> notices = new ArrayList<>();
        ClassLoader own = AuthProvider.class.getClassLoader();
        ProviderSource allowed = request.offline() ? ProviderSource.NONE : source;
        try (AuthProviders providers = new AuthProviders(own, allowed, notices::add)) {
            return new ConnectionCheck(request, providers, notices).run();
        }
    }

    private ConnectionReport run() {
        ProjectSettings settings = reading(
                ProjectSettings.FILE, ProjectSettings.NONE, () -> ProjectSettings.read(request.sourceDirectory()));
        settings.problems().forEach(message -> problems.add(new Problem(null, ProjectSettings.FILE, message)));
        Map<String, Value> variables =
                reading(EnvironmentFile.NAME, Map.of(), () -> EnvironmentFile.read(request.sourceDirectory()));
        Resolution resolution = ConnectionResolver.examine(request.connection().with(variables, settings));
        problems.addAll(problems(resolution));
        Resolved<String> written = TimeLimit.written(request.timeout(), settings);
        Duration timeout = timeout(written);
        if (!problems.isEmpty()) {
            outcome = Outcome.INVALID_CONFIGURATION;
        }
        List<Line> fields = new ArrayList<>(resolution.fields());
        fields.add(new Line("timeout", written.value(), false, written.origin(), written.overrode()));
        ConnectionConfig config = resolution.partial();
        notices.addAll(config.notices());
        boolean sound = problems.isEmpty();
        if (sound) {
            fields.replaceAll(line -> line.name().equals("password") ? password(line, config) : line);
        }
        ServerFacts server =
                sound && !request.offline() ? connect(config, Instant.now().plus(timeout)) : null;
        return new ConnectionReport(
                outcome,
                request.offline(),
                fields,
                config.target().endpoints(),
                extra(config),
                problems,
                notices,
                server);
    }

    private <T> T reading(String file, T otherwise, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (PgmiException e) {
            e.problems().forEach(message -> problems.add(new Problem(null, file, message)));
            return otherwise;
        }
    }

    /** Offline, the clouds' providers may have to be fetched first, so whether they are there is no question. */
    private List<Problem> problems(Resolution resolution) {
        boolean fetched = request.offline() && resolution.partial().auth().isOfCloud();
        return fetched ? resolution.problems() : connector.problems(resolution);
    }

    private Duration timeout(Resolved<String> written) {
        try {
            return TimeLimit.parse(written);
        } catch (PgmiException e) {
            problems.add(new Problem("timeout", written.origin(), String.valueOf(e.getMessage())));
            return Duration.ZERO;
        }
    }

    /** The password file comes last, and only the dialled address tells which of its lines counts. */
    private Line password(Line line, ConnectionConfig config) {
        String file = connector.passwordFileFor(config);
        return file == null ? line : new Line(line.name(), "set", true, file, List.of());
    }

    private static Map<String, String> extra(ConnectionConfig config) {
        Map<String, String> extra = new HashMap<>();
        config.session().driverParameters().value().forEach((name, text) -> extra.put(name, DriverText.shown(text)));
        return extra;
    }

    private @Nullable ServerFacts connect(ConnectionConfig config, Instant limit) {
        String target = config.target().database().value();
        try {
            Connection existing = openTarget(config, limit);
            String database =
                    existing == null ? config.target().maintenanceDatabase().value() : target;
            Supplier<Connection> opener = () -> connector.open(config, database, limit);
            try (Connection connection = existing == null ? opener.get() : existing) {
                ServerInquiry inquiry = new ServerInquiry(connection);
                judge(inquiry, existing != null, target);
                ServerFacts facts =
                        inquiry.ask(existing != null, config.target().endpoints(), opener);
                if (config.tls().ofProvider()) {
                    notices.add(
                            "Auth provider '" + config.auth().method().value()
                                    + "' encrypts by itself; what is told of TLS is the server's view of what comes after that.");
                }
                return facts;
            }
        } catch (PgmiException e) {
            failed(e.outcome(), String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            failed(
                    Outcome.CONNECTION_FAILED,
                    "the connection to the server failed: " + ServerErrors.of(e).report());
        }
        return null;
    }

    private @Nullable Connection openTarget(ConnectionConfig config, Instant limit) {
        try {
            return connector.open(config, config.target().database().value(), limit);
        } catch (PgmiException e) {
            DatabaseError error = e.databaseError();
            if (error == null || !error.sqlState().equals(MISSING_DATABASE)) {
                throw e;
            }
            return null;
        }
    }

    private void judge(ServerInquiry inquiry, boolean exists, String target) throws SQLException {
        int major = inquiry.majorVersion();
        if (major < DeploymentSession.OLDEST_SERVER) {
            failed(
                    Outcome.CONNECTION_FAILED,
                    "the server runs PostgreSQL " + major + "; pgmi needs PostgreSQL " + DeploymentSession.OLDEST_SERVER
                            + " or newer. Upgrade the server, or deploy to another one");
        }
        if (exists) {
            return;
        }
        if (inquiry.mayCreateDatabases()) {
            notices.add("Database \"" + target + "\" does not exist; a deployment creates it.");
        } else {
            failed(
                    Outcome.CONNECTION_FAILED,
                    "database \"" + target + "\" does not exist, and the role may not create it. Create it yourself, or"
                            + " give the role the right: ALTER ROLE … CREATEDB;");
        }
    }

    private void failed(Outcome how, String message) {
        outcome = how;
        problems.add(new Problem(null, null, message));
    }
}
