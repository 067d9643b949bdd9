// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** The server process of a connection, as other threads may reach it while the connection is busy. */
public final class Backend {
    private final Connection connection;
    private final PGConnection driverConnection;

    public Backend(Connection connection) throws SQLException {
        this.connection = connection;
        this.driverConnection = connection.unwrap(PGConnection.class);
    }

    /** The server's id of the process. */
    public int pid() {
        return driverConnection.getBackendPID();
    }

    /** Asks the server to cancel what the session runs (PostgreSQL manual, "Canceling Requests in Progress"). */
    public void cancel() throws SQLException {
        driverConnection.cancelQuery();
    }

    /**
     * Ends the session on the server.
     *
     * @param other a connection of the same role to the same database. Of several hosts it may have found another one,
     *     where the number belongs to somebody else
     */
    public void terminate(Connection other) throws SQLException {
        try (PreparedStatement statement =
                other.prepareStatement("SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
                        + " WHERE pid = ? AND datname = pg_catalog.current_database() AND usename = session_user")) {
            statement.setInt(1, pid());
            statement.execute();
        }
    }

    /** Closes the socket; the server may notice late. */
    public void abandon() throws SQLException {
        connection.abort(Runnable::run);
    }
}
