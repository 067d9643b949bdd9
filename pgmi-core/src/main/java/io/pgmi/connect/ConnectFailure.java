// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/** Says why a connection could not be opened and what to do about it, in one message. */
final class ConnectFailure {
    private final ConnectionConfig config;
    private final String database;
    private final Connector.Attempt attempt;
    private final Function<Endpoint, String> providersRemedy;

    private ConnectFailure(
            ConnectionConfig config,
            String database,
            Connector.Attempt attempt,
            Function<Endpoint, String> providersRemedy) {
        this.config = config;
        this.database = database;
        this.attempt = attempt;
        this.providersRemedy = providersRemedy;
    }

    /** Of another dial of the same connection. */
    private ConnectFailure of(Connector.Attempt other) {
        return new ConnectFailure(config, database, other, providersRemedy);
    }

    /**
     * @param failed the dials of the last round, the decisive one last
     * @param rounds how often all was tried
     * @param providersRemedy what the auth provider advises when the server at that address refuses its credentials
     */
    static PgmiException explain(
            ConnectionConfig config,
            String database,
            List<Connector.Attempt> failed,
            int rounds,
            Function<Endpoint, String> providersRemedy) {
        Connector.Attempt decisive = failed.get(failed.size() - 1);
        ConnectFailure explained = new ConnectFailure(config, database, decisive, providersRemedy);
        StringBuilder message = new StringBuilder(explained.message()).append(explained.otherWay());
        for (Connector.Attempt other : failed.subList(0, failed.size() - 1)) {
            message.append(" Before that, ")
                    .append(other.endpoint())
                    .append(": ")
                    .append(explained.of(other).cause());
        }
        if (rounds > 1) {
            message.append(" Tried ").append(rounds).append(" times.");
        }
        ServerErrorMessage server = Faults.server(decisive.failure());
        return new PgmiException(
                Outcome.CONNECTION_FAILED,
                message.toString(),
                server == null ? null : databaseError(server),
                decisive.failure());
    }

    /** What the modes allow and prefer came to otherwise. */
    private String otherWay() {
        SQLException other = attempt.outcome().other();
        if (other == null) {
            return "";
        }
        boolean plain = (config.tls().mode().value() == SslMode.PREFER)
                != attempt.outcome().swapped();
        String text = of(attempt.with(other)).cause();
        return text.equals(cause()) ? "" : (plain ? " Without TLS: " : " With TLS: ") + text;
    }

    private static DatabaseError databaseError(ServerErrorMessage server) {
        return new DatabaseError(
                Objects.requireNonNullElse(server.getSQLState(), ""),
                Objects.requireNonNullElse(server.getMessage(), ""),
                server.getDetail(),
                server.getHint(),
                server.getWhere(),
                null,
                null);
    }

    private String message() {
        return "Cannot connect to " + attempt.endpoint() + " (host "
                + target().host().whence() + ", port " + target().port().whence() + "), database '" + database + "'"
                + databaseOrigin() + ", user '" + user()
                + "' (" + config.credentials().username().whence() + "): " + cause() + " " + remedy();
    }

    private String databaseOrigin() {
        if (database.equals(target().database().value())) {
            return " (" + target().database().whence() + ")";
        }
        return database.equals(target().maintenanceDatabase().value())
                ? " (maintenance database, " + target().maintenanceDatabase().whence() + ")"
                : "";
    }

    private Target target() {
        return config.target();
    }

    private String user() {
        return config.credentials().username().value();
    }

    /** One sentence. */
    private String cause() {
        SQLException failure = attempt.failure();
        ServerErrorMessage server = Faults.server(failure);
        if (server != null) {
            String detail = server.getDetail() == null ? "" : " " + server.getDetail();
            return "the server says: " + server.getMessage() + detail + " (SQLSTATE " + server.getSQLState() + ").";
        }
        if (Faults.isOfProvider(failure)) {
            String message = String.valueOf(failure.getMessage());
            return message.endsWith(".") ? message : message + "."; // a provider may end with what a service said
        }
        if (Faults.noSocketFactory(failure)) {
            return "auth provider '" + config.auth().method().value() + "' names a socketFactory that cannot be made: "
                    + root(failure) + ".";
        }
        if (Faults.isTimeout(failure)) {
            return "no answer within " + attempt.timeout().toMillis() + " ms.";
        }
        UnknownHostException unknown = Faults.cause(failure, UnknownHostException.class);
        if (unknown != null) {
            return "the host name is unknown.";
        }
        if (Faults.cause(failure, ConnectException.class) != null) {
            return "connection refused or host unreachable (" + rootMessage(failure) + ").";
        }
        TlsFailure tls = tlsFailure();
        if (tls != null) {
            return tls.cause();
        }
        if (Faults.tlsNotOffered(failure)) {
            return "the server does not offer TLS.";
        }
        if (noPassword()) {
            return "the server asks for a password and none is given.";
        }
        if (Faults.cause(failure, EOFException.class) != null) {
            return "the server closed the connection without an answer.";
        }
        return rootMessage(failure)
                + (Faults.sqlState(failure).isEmpty() ? "" : " (" + Faults.sqlState(failure) + ").");
    }

    /** The driver refuses an empty password by itself for SCRAM; 08004 is what it calls that. */
    private boolean noPassword() {
        return !attempt.hadPassword() && Faults.sqlState(attempt.failure()).equals("08004");
    }

    private @Nullable TlsFailure tlsFailure() {
        return TlsFailure.of(attempt.failure(), config.tls(), attempt.files());
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = root(failure);
        return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    }

    private String remedy() {
        SQLException failure = attempt.failure();
        ServerErrorMessage server = Faults.server(failure);
        if (server != null) {
            return serverRemedy(Faults.sqlState(failure), server);
        }
        if (Faults.isOfProvider(failure)) {
            return "Check that the service it asks can be reached from here, or try again later.";
        }
        if (Faults.noSocketFactory(failure)) {
            return "Add the jar that holds it to the plugin's dependencies, or see what the factory misses.";
        }
        String address =
                "-h " + attempt.endpoint().host() + " -p " + attempt.endpoint().port();
        if (Faults.isTimeout(failure)) {
            return "A firewall may drop the packets, or something other than PostgreSQL listens there. Check host and port, "
                    + "and with pg_isready " + address + "; a slow network needs a longer connectTimeout (now "
                    + config.session().connectTimeout().whence() + ").";
        }
        if (Faults.cause(failure, UnknownHostException.class) != null) {
            return "Check its spelling, and whether this machine's name service (VPN, container network) knows it.";
        }
        if (Faults.cause(failure, ConnectException.class) != null) {
            return "Check that PostgreSQL runs there and listens for TCP connections (listen_addresses), that host and port "
                    + "are right, and with pg_isready " + address + ".";
        }
        TlsFailure tls = tlsFailure();
        if (tls != null) {
            return tls.remedy();
        }
        if (Faults.tlsNotOffered(failure)) {
            return "Turn ssl on in the server's postgresql.conf, or set sslMode=prefer if the network may be trusted "
                    + "(sslMode is " + mode() + ").";
        }
        if (Faults.wrongServerType(failure)) {
            return "The connection string's target_session_attrs (targetServerType) asks for another kind of server.";
        }
        if (Faults.sqlState(failure).equals("22023")) {
            return "Correct that parameter in the "
                    + config.session().driverParameters().origin() + ".";
        }
        return noPassword() ? passwordRemedy() : "Check that this address is a PostgreSQL server.";
    }

    private String serverRemedy(String state, ServerErrorMessage server) {
        return switch (state) {
            case "28P01" ->
                !config.auth().isStandard()
                        ? refusedByProvider()
                        : attempt.hadPassword()
                                ? "Check the user name, and the password (" + passwordOrigin() + ")."
                                : passwordRemedy();
            // What PAM and LDAP come to, which clouds check tokens with.
            case "28000" ->
                !config.auth().isStandard() && Refusal.isOfCredentials(server)
                        ? refusedByProvider()
                        : Refusal.remedy(server, config.tls(), attempt.files());
            case "53300" ->
                "Close idle connections (pg_stat_activity shows them), raise max_connections, the role's or the "
                        + "database's CONNECTION LIMIT, or try again later.";
            case "57P03" ->
                "The server is starting up, shutting down or recovering: wait, or raise connectAttempts (now "
                        + config.session().connectAttempts().value() + ").";
            case "42501" ->
                "Run as the database's owner: GRANT CONNECT ON DATABASE " + quoteIdentifier(database) + " TO "
                        + quoteIdentifier(user()) + ";";
            case "3D000" -> "Check the name, or create it: CREATE DATABASE " + quoteIdentifier(database) + ";";
            default -> "The server's log has more.";
        };
    }

    private String refusedByProvider() {
        Resolved<String> method = config.auth().method();
        String remedy = providersRemedy.apply(attempt.endpoint());
        return "The credentials are from auth provider '" + method.value() + "' (" + method.whence() + "). "
                + (remedy.isEmpty()
                        ? "Check that this role is the database's name for that identity, and may log in so."
                        : remedy);
    }

    private String passwordOrigin() {
        Credentials credentials = config.credentials();
        if (credentials.password() != null) {
            return credentials.password().whence();
        }
        Resolved<Path> file = credentials.passwordFile();
        return file == null ? "none" : "from " + file.value() + ", " + file.whence();
    }

    private String passwordRemedy() {
        return "No password is given for this user. Give one in settings.xml (<server>), $PGPASSWORD or the password file ("
                + passwordOrigin() + ") with a line for exactly this host, port, database and user.";
    }

    private String mode() {
        return config.tls().mode().value().text() + ", " + config.tls().mode().whence();
    }

    private static String quoteIdentifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
