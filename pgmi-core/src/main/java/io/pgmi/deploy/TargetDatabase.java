// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.session.Backend;
import io.pgmi.session.DeploymentSession;
import io.pgmi.session.ServerErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gets the connection to the target database: to the one that is there, to a new one where none is, or to a new one in
 * place of the old. The maintenance database is dialled only where a database must be created.
 */
final class TargetDatabase {
    private static final String MISSING_DATABASE = "3D000";
    private static final String DUPLICATE_DATABASE = "42P04";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String OBJECT_IN_USE = "55006";
    private static final Set<String> TEMPLATES = Set.of("template0", "template1");

    private final DatabaseOpener opener;
    private final String database;
    private final String maintenanceDatabase;
    private final DeployListener listener;

    TargetDatabase(DatabaseOpener opener, String database, String maintenanceDatabase, DeployListener listener) {
        this.opener = opener;
        this.database = database;
        this.maintenanceDatabase = maintenanceDatabase;
        this.listener = listener;
    }

    /** The problem with replacing this database, or null. Asked before anything is dialled. */
    static @Nullable String refusalToReplace(String database, String maintenanceDatabase) {
        if (TEMPLATES.contains(database)) {
            return "overwrite would drop \"" + database + "\", which PostgreSQL needs for making databases."
                    + " Name another database";
        }
        if (database.equals(maintenanceDatabase)) {
            return "overwrite would drop \"" + database + "\", which is also the maintenance database from which it"
                    + " would be created. Name another database, or another maintenanceDatabase";
        }
        return null;
    }

    /** Connects to the target database; creates it first where the server has none of that name. */
    Connection open() throws SQLException {
        Connection existing = openExisting();
        return existing == null ? createMissing() : existing;
    }

    /** Drops the target database where there is one, creates it with the same properties, and connects to it. */
    Connection replace() throws SQLException {
        Connection existing = openExisting();
        if (existing == null) {
            return createMissing();
        }
        try (existing) {
            // Nobody may be deploying to what is about to go, nor begin to.
            DeploymentSession.lock(existing, database);
            try (Connection maintenance = opener.open(maintenanceDatabase)) {
                requireRights(maintenance);
                DatabaseProperties properties = DatabaseProperties.read(maintenance, database);
                drop(maintenance, existing);
                recreate(maintenance, properties);
            }
        }
        listener.databaseReplaced(database);
        return opener.open(database);
    }

    private @Nullable Connection openExisting() throws SQLException {
        try {
            return opener.open(database);
        } catch (PgmiException e) {
            DatabaseError error = e.databaseError();
            if (error == null || !error.sqlState().equals(MISSING_DATABASE)) {
                throw e;
            }
            return null;
        }
    }

    private Connection createMissing() throws SQLException {
        try (Connection maintenance = openMaintenance()) {
            DeploymentSession.requireVersion(maintenance);
            create(
                    maintenance,
                    "",
                    "database \"" + database + "\" does not exist and could not be created from \""
                            + maintenanceDatabase + "\"");
        }
        listener.databaseCreated(database);
        return opener.open(database);
    }

    private Connection openMaintenance() throws SQLException {
        try {
            return opener.open(maintenanceDatabase);
        } catch (PgmiException e) {
            if (e.outcome() != Outcome.CONNECTION_FAILED) {
                throw e;
            }
            throw new PgmiException(
                    e.outcome(),
                    "database \"" + database + "\" does not exist, and it cannot be created without a connection to the"
                            + " maintenance database. " + e.getMessage(),
                    e.databaseError(),
                    e);
        }
    }

    /** To create the database is what must not fail once it is dropped. */
    private void requireRights(Connection maintenance) throws SQLException {
        try (PreparedStatement query = maintenance.prepareStatement("SELECT r.rolsuper OR r.rolcreatedb, r.rolname,"
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

    private void create(Connection maintenance, String options, String failed) throws SQLException {
        try {
            execute(maintenance, "CREATE DATABASE " + Sql.identifier(database) + options);
        } catch (SQLException e) {
            DatabaseError error = ServerErrors.of(e);
            throw new PgmiException(createOutcome(error), createMessage(error, failed), error, e);
        }
    }

    private static boolean lostRace(DatabaseError error) {
        return error.sqlState().equals(DUPLICATE_DATABASE) || error.sqlState().equals(UNIQUE_VIOLATION);
    }

    private static Outcome createOutcome(DatabaseError error) {
        return lostRace(error) ? Outcome.CONCURRENT_DEPLOYMENT : Outcome.CONNECTION_FAILED;
    }

    private String createMessage(DatabaseError error, String failed) {
        if (lostRace(error)) {
            return "another deployment created database \"" + database
                    + "\" at the same moment; nothing was deployed. Wait for it to end and deploy again";
        }
        String report = failed + ": " + error.report();
        return switch (error.sqlState()) {
            case INSUFFICIENT_PRIVILEGE ->
                report + "\nCreate it yourself, or give the role the right: ALTER ROLE … CREATEDB;";
            case OBJECT_IN_USE -> report + "\nSomebody is connected to the template database; nothing else should be.";
            default -> report;
        };
    }

    /** @param existing a session in the database that holds its deploy lock, closed at the last moment */
    private void drop(Connection maintenance, Connection existing) throws SQLException {
        String name = Sql.identifier(database);
        try {
            // Whoever is put out must not be back before DROP.
            execute(maintenance, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        } catch (SQLException e) {
            throw notDropped(e);
        }
        try {
            terminateSessions(maintenance, new Backend(existing).pid());
            existing.close();
            execute(maintenance, "DROP DATABASE " + name);
        } catch (SQLException e) {
            PgmiException failure = notDropped(e);
            allowConnections(maintenance, failure);
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

    private void allowConnections(Connection maintenance, PgmiException failure) {
        String statement = "ALTER DATABASE " + Sql.identifier(database) + " ALLOW_CONNECTIONS true";
        try {
            execute(maintenance, statement);
        } catch (SQLException e) {
            failure.addSuppressed(e);
            listener.warning("database \"" + database + "\" may be closed to connections now. To open it, run: "
                    + statement + ";");
        }
    }

    private void terminateSessions(Connection maintenance, int except) throws SQLException {
        // A session needs a moment to go; 100 times 50 ms is what DROP DATABASE itself would wait.
        for (int attempt = 0; attempt < 100; attempt++) {
            try (PreparedStatement query =
                    maintenance.prepareStatement("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                            + " WHERE datname = ? AND pid <> ?")) {
                query.setString(1, database);
                query.setInt(2, except);
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next() || row.getInt(1) == 0) {
                        return;
                    }
                }
            }
            execute(maintenance, "SELECT pg_sleep(0.05)");
        }
    }

    private void recreate(Connection maintenance, DatabaseProperties properties) throws SQLException {
        create(
                maintenance,
                properties.createOptions(),
                "database \"" + database
                        + "\" was dropped, and could not be created again. Its properties were:\n  CREATE"
                        + " DATABASE " + Sql.identifier(database) + properties.createOptions() + ";\n  "
                        + String.join(";\n  ", properties.restore()) + ";\nThe failure");
        List<String> failed = new ArrayList<>();
        SQLException first = null;
        for (String statement : properties.restore()) {
            try {
                execute(maintenance, statement);
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

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
