// SPDX-License-Identifier: Apache-2.0
package io.pgmi.check;

import io.pgmi.PgmiException;
import io.pgmi.check.ServerFacts.Pooler;
import io.pgmi.session.Backend;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Finds a connection pooler by what it does to a session: statements that meet another server process, settings that are
 * gone. One that is idle may well give the same process again and again; it shows by announcing another process at log-in
 * than the one that answers, and is then asked with two connections at a time.
 */
final class PoolerProbe {
    private static final int STATEMENTS = 5;
    private static final int PATIENCE_MILLIS = 3000;

    private PoolerProbe() {}

    static Pooler probe(Connection connection, Supplier<Connection> second) throws SQLException {
        String mark = UUID.randomUUID().toString();
        text(connection, "SELECT pg_catalog.set_config('pgmi.check_connection', '" + mark + "', false)");
        int process = process(connection);
        // Both in one statement: among two sessions in turn, every second one meets the same.
        String expected = process + " " + mark;
        for (int i = 1; i < STATEMENTS; i++) {
            String found = text(
                    connection,
                    "SELECT pg_catalog.pg_backend_pid() || ' '"
                            + " || coalesce(pg_catalog.current_setting('pgmi.check_connection', true), '')");
            if (!found.equals(expected)) {
                return Pooler.TRANSACTION;
            }
        }
        boolean direct = new Backend(connection).pid() == process;
        return direct ? Pooler.NONE : betweenTwo(connection, process, second);
    }

    /** In transaction mode the second client gets the first one's process, or makes the first one change over. */
    private static Pooler betweenTwo(Connection first, int process, Supplier<Connection> opener) throws SQLException {
        try (Connection second = opener.get()) {
            second.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            second.setAutoCommit(false);
            if (process(second) == process) {
                return Pooler.TRANSACTION;
            }
        } catch (SQLException | PgmiException e) {
            return Pooler.SESSION; // full, or waiting for the first to leave: the first has its process to itself
        }
        return process(first) == process ? Pooler.SESSION : Pooler.TRANSACTION;
    }

    private static int process(Connection connection) throws SQLException {
        return Integer.parseInt(text(connection, "SELECT pg_catalog.pg_backend_pid()"));
    }

    /** Not a prepared statement, which a pooler may lose, too. */
    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }
}
