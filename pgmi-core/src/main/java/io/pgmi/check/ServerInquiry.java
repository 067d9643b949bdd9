// SPDX-License-Identifier: Apache-2.0
package io.pgmi.check;

import io.pgmi.check.ServerFacts.Pooler;
import io.pgmi.check.ServerFacts.TlsFacts;
import io.pgmi.connect.Endpoint;
import io.pgmi.connect.ServerCertificate;
import io.pgmi.session.DeployLock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks an open connection for what {@link ServerFacts} tells. Changes nothing, and takes no lock from a deployment. */
final class ServerInquiry {
    private static final String SESSION = """
            SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_setting('TimeZone'),
                   pg_catalog.current_database(), current_user""";

    private static final String LOCK_HOLDER = """
            SELECT 'process ' || h.pid || coalesce(' of ' || a.usename, '')
                   || coalesce(' (' || nullif(a.application_name, '') || ')', '')
            FROM (%s) h LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)""".formatted(DeployLock.HOLDER);

    private final Connection connection;

    ServerInquiry(Connection connection) {
        this.connection = connection;
    }

    /**
     * Asks everything.
     *
     * @param endpoints one of which the connection goes to
     * @param second opens a second connection to the same database, where that is needed
     */
    ServerFacts ask(boolean databaseExists, List<Endpoint> endpoints, Supplier<Connection> second) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        List<@Nullable String> session = row(SESSION, 4);
        String url = String.valueOf(connection.getMetaData().getURL());
        Endpoint endpoint = endpoints.stream()
                .filter(one -> url.contains("//" + one + "/"))
                .findFirst()
                .orElse(endpoints.get(0));
        TlsFacts tls = tls(major, endpoint);
        String holder = databaseExists ? first(LOCK_HOLDER) : null;
        String authentication = authentication(major);
        // Last, because it may leave the connection waiting for a pooler.
        Pooler pooler = PoolerProbe.probe(connection, second);
        return new ServerFacts(
                String.valueOf(session.get(0)),
                endpoint.toString(),
                String.valueOf(session.get(2)),
                databaseExists,
                String.valueOf(session.get(3)),
                authentication,
                tls,
                holder,
                pooler,
                String.valueOf(session.get(1)));
    }

    int majorVersion() throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    boolean mayCreateDatabases() throws SQLException {
        return "t"
                .equals(first("SELECT rolcreatedb OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user"));
    }

    /** system_user is method:identity; null where the server asked for no proof (manual 9.27). */
    private String authentication(int major) throws SQLException {
        if (major < 16) {
            return "unknown";
        }
        String user = first("SELECT system_user");
        if (user == null) {
            return "trust";
        }
        int colon = user.indexOf(':');
        return colon < 0 ? user : user.substring(0, colon);
    }

    private @Nullable TlsFacts tls(int major, Endpoint endpoint) throws SQLException {
        List<@Nullable String> row = row(
                "SELECT ssl, version, cipher, " + (major < 12 ? "clientdn" : "client_dn")
                        + " FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()",
                4);
        if (!"t".equals(row.get(0))) {
            return null;
        }
        Optional<String> subject = ServerCertificate.subject(endpoint);
        return new TlsFacts(String.valueOf(row.get(1)), String.valueOf(row.get(2)), subject.orElse(null), row.get(3));
    }

    private @Nullable String first(String query) throws SQLException {
        return row(query, 1).get(0);
    }

    private List<@Nullable String> row(String query, int columns) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<@Nullable String> values = new ArrayList<>();
            boolean found = row.next();
            for (int i = 1; i <= columns; i++) {
                values.add(found ? row.getString(i) : null);
            }
            return values;
        }
    }
}
