// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.session.Backend;
import io.pgmi.session.ServerErrors;
import io.pgmi.session.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Drops a database and creates it again with the properties that it had. */
final class DatabaseReplacement {
    private final MaintenanceConnection maintenance;
    private final String database;
    private final Runnable beforeDrop;
    private final DeployListener listener;

    /** @param beforeDrop called before what must not be cancelled half-way */
    DatabaseReplacement(MaintenanceConnection maintenance, Runnable beforeDrop, DeployListener listener) {
        this.maintenance = maintenance;
        this.database = maintenance.database();
        this.beforeDrop = beforeDrop;
        this.listener = listener;
    }

    /**
     * Replaces it.
     *
     * @param existing a session in the database that holds its deploy lock, closed at the last moment
     */
    void run(Connection existing) throws SQLException {
        requireRights();
        DatabaseProperties properties = DatabaseProperties.read(maintenance.connection(), database);
        drop(existing);
        recreate(properties);
    }

    /** To create the database is what must not fail once it is dropped. */
    private void requireRights() throws SQLException {
        try (PreparedStatement query = maintenance
                .connection()
                .prepareStatement("SELECT r.rolsuper OR r.rolcreatedb, r.rolname,"
                        + " t.spcname = 'pg_default' OR has_tablespace_privilege(t.oid, 'CREATE'), t.spcname"
                        + " FROM pg_roles r, pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace"
                        + " WHERE r.rolname = current_user AND d.datname = ?")) {
            query.setString(1, database);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return; // dropped meanwhile
                }
                if (!row.getBoolean(1)) {
                    throw lacks(row, "create databases", "ALTER ROLE %s CREATEDB");
                }
                if (!row.getBoolean(3)) {
                    throw lacks(
                            row,
                            "create anything in its tablespace \"" + row.getString(4) + "\"",
                            "GRANT CREATE ON TABLESPACE " + Sql.identifier(row.getString(4)) + " TO %s");
                }
            }
        }
    }

    private PgmiException lacks(ResultSet row, String right, String remedy) throws SQLException {
        String role = row.getString(2);
        return new PgmiException(
                Outcome.OTHER,
                "role \"" + role + "\" may not " + right + ", so \"" + database
                        + "\" was not dropped. As a superuser, run: "
                        + String.format(Locale.ROOT, remedy, Sql.identifier(role)) + ";");
    }

    private void drop(Connection existing) throws SQLException {
        String name = Sql.identifier(database);
        try {
            // Whoever is put out must not be back before DROP.
            maintenance.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        } catch (SQLException e) {
            throw notDropped(e);
        }
        // A DROP that is cancelled leaves a database that nobody can use, and one without a CREATE leaves nothing.
        beforeDrop.run();
        try {
            maintenance.execute("SET lock_timeout = '2s'");
            terminateSessions(new Backend(existing).pid());
            existing.close();
            maintenance.execute("DROP DATABASE " + name);
        } catch (SQLException e) {
            PgmiException failure = notDropped(e);
            allowConnections(failure);
            throw failure;
        }
    }

    private PgmiException notDropped(SQLException e) {
        DatabaseError error = ServerErrors.of(e);
        return new PgmiException(
                Outcome.OTHER,
                "database \"" + database + "\" could not be dropped and is unchanged: " + error.report(),
                error,
                e);
    }

    private void allowConnections(PgmiException failure) {
        String statement = "ALTER DATABASE " + Sql.identifier(database) + " ALLOW_CONNECTIONS true";
        try {
            maintenance.execute(statement);
        } catch (SQLException e) {
            failure.addSuppressed(e);
            listener.warning("database \"" + database + "\" may be closed to connections now. To open it, run: "
                    + statement + ";");
        }
    }

    private void terminateSessions(int except) throws SQLException {
        // A session needs a moment to go; 100 times 50 ms is what DROP DATABASE itself would wait.
        for (int attempt = 0; attempt < 100; attempt++) {
            try (PreparedStatement query = maintenance
                    .connection()
                    .prepareStatement("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE datname = ? AND pid <> ?")) {
                query.setString(1, database);
                query.setInt(2, except);
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next() || row.getInt(1) == 0) {
                        return;
                    }
                }
            }
            maintenance.execute("SELECT pg_sleep(0.05)");
        }
    }

    private void recreate(DatabaseProperties properties) throws SQLException {
        maintenance.create(
                properties.createOptions(),
                "database \"" + database
                        + "\" was dropped, and could not be created again. Its properties were:\n  CREATE"
                        + " DATABASE " + Sql.identifier(database) + properties.createOptions() + ";\n  "
                        + String.join(";\n  ", properties.restore()) + ";\nThe failure");
        List<String> failed = new ArrayList<>();
        SQLException first = null;
        for (String statement : properties.restore()) {
            try {
                maintenance.execute(statement);
            } catch (SQLException e) {
                failed.add(statement);
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            DatabaseError error = ServerErrors.of(first);
            throw new PgmiException(
                    Outcome.OTHER,
                    "database \"" + database + "\" was created anew, but not all of the properties that it had before"
                            + " could be set again, and nothing was deployed. Run this as a role that may, then deploy"
                            + " without overwrite:\n  " + String.join(";\n  ", failed) + ";\n" + error.report(),
                    error,
                    first);
        }
    }
}
