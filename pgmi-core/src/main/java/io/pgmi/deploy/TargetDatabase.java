// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.session.DeploymentSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gets the connection to the target database: to the one that is there, to a new one where none is, or to a new one in
 * place of the old. The maintenance database is dialled only where a database must be created.
 */
final class TargetDatabase {
    private static final String MISSING_DATABASE = "3D000";
    private static final Set<String> TEMPLATES = Set.of("template0", "template1");

    private final DatabaseOpener opener;
    private final String database;
    private final String maintenanceDatabase;
    private final Runnable untilReopened;
    private final DeployListener listener;

    /** @param untilReopened called before what must not be cancelled half-way; the next opened connection ends that */
    TargetDatabase(
            DatabaseOpener opener,
            String database,
            String maintenanceDatabase,
            Runnable untilReopened,
            DeployListener listener) {
        this.opener = opener;
        this.database = database;
        this.maintenanceDatabase = maintenanceDatabase;
        this.untilReopened = untilReopened;
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
            try (MaintenanceConnection maintenance =
                    new MaintenanceConnection(opener.open(maintenanceDatabase), database)) {
                new DatabaseReplacement(maintenance, untilReopened, listener).run(existing);
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
        try (MaintenanceConnection maintenance = openMaintenance()) {
            DeploymentSession.requireVersion(maintenance.connection());
            maintenance.create(
                    "",
                    "database \"" + database + "\" does not exist and could not be created from \""
                            + maintenanceDatabase + "\"");
        }
        listener.databaseCreated(database);
        return opener.open(database);
    }

    private MaintenanceConnection openMaintenance() throws SQLException {
        try {
            return new MaintenanceConnection(opener.open(maintenanceDatabase), database);
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
}
