// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.session.ServerErrors;
import io.pgmi.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A connection from which a database is created.
 *
 * @param database the one to create
 */
record MaintenanceConnection(Connection connection, String database) implements AutoCloseable {
    private static final String DUPLICATE_DATABASE = "42P04";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String OBJECT_IN_USE = "55006";

    /**
     * Creates the database.
     *
     * @param options what follows its name
     * @param failed what to say, before the server's error, where that fails
     */
    void create(String options, String failed) throws SQLException {
        try {
            execute("CREATE DATABASE " + Sql.identifier(database) + options);
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

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
