// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.project.Project;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/**
 * The one session of a deployment. Setting it up takes four messages to the server whatever the project holds: lock and
 * objects, COPY and its data, and {@link #prepare}.
 */
public final class DeploymentSession implements AutoCloseable {
    /** The oldest major version that has everything the session API needs. */
    public static final int OLDEST_SERVER = 11;

    private static final String UNLOCK =
            "SELECT pg_catalog.pg_advisory_unlock(pg_catalog.hashtextextended(pg_catalog.concat('pgmi.deploy.', pg_catalog.current_database()), 0))";

    private final BaseConnection connection;
    private final String database;
    private final SimpleQuery query;

    private DeploymentSession(BaseConnection connection, String database) {
        this.connection = connection;
        this.database = database;
        this.query = new SimpleQuery(connection);
    }

    /**
     * Refuses a server that is too old, takes the deploy lock and creates the session objects. The caller closes the
     * connection, also where this fails.
     *
     * @param database the one that the connection was opened to; the driver would ask the server for it
     */
    public static DeploymentSession open(Connection connection, String database) throws SQLException {
        DeploymentSession session = new DeploymentSession(connection.unwrap(BaseConnection.class), database);
        requireVersion(connection);
        session.setUp();
        return session;
    }

    /** Takes the deploy lock, nothing more; the connection's end gives it back. Refuses a server that is too old. */
    public static void lock(Connection connection, String database) throws SQLException {
        requireVersion(connection);
        DeploymentSession session = new DeploymentSession(connection.unwrap(BaseConnection.class), database);
        try {
            session.query.run(resource("lock.sql"), notice -> {});
        } catch (FailedMessage e) {
            throw session.setUpFailed(e);
        }
    }

    /** Refuses a server that is too old. */
    public static void requireVersion(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST_SERVER) {
            throw new PgmiException(
                    Outcome.CONNECTION_FAILED,
                    "the server runs PostgreSQL "
                            + connection.getMetaData().getDatabaseProductVersion() + "; pgmi needs PostgreSQL "
                            + OLDEST_SERVER
                            + " or newer. Upgrade the server, or deploy to another one");
        }
    }

    private void setUp() {
        // The driver raises it on servers before 12, which would change how numbers are turned into text.
        String ownFloatDigits = "RESET extra_float_digits;\n";
        try {
            query.run(resource("lock.sql") + ownFloatDigits + resource("objects.sql"), notice -> {});
        } catch (FailedMessage e) {
            // The lock outlives the message that failed.
            try {
                close();
            } catch (SQLException closing) {
                e.addSuppressed(closing);
            }
            throw setUpFailed(e);
        }
    }

    private PgmiException setUpFailed(FailedMessage cause) {
        return SetUpFailure.explain(cause, user(), database);
    }

    /**
     * Loads files and parameters as rows.
     *
     * @param progress is told how many files are on their way, after each of them
     * @return the number of bytes of all files
     */
    public long load(Project project, Map<String, String> parameters, IntConsumer progress) throws SQLException {
        return new InputLoader(connection).load(project, parameters, progress);
    }

    /**
     * Brings the statistics up to date, sets the parameters' session variables and asks for what the test macros stand
     * for: one message.
     *
     * @param debug whether messages of level DEBUG should reach the client
     * @return for each call what it stands for, in order
     * @throws FailedMessage where a suite is empty or a pattern wrong; completedStatements is then the call's index
     */
    public List<TestSuite> prepare(boolean debug, List<TestCall> calls) throws FailedMessage {
        // The database's own path may put other operators before those of pg_catalog.
        StringBuilder message = new StringBuilder("SET LOCAL search_path = pg_catalog, pg_temp;\n"
                + "ANALYZE pg_temp._pgmi_input;\n"
                + (debug ? "SET client_min_messages = debug1;\n" : "")
                + "SELECT pg_catalog.count(pg_catalog.set_config('pgmi.' || path, content, false))"
                + " FROM pg_temp._pgmi_input WHERE kind = 'p';\n");
        for (TestCall call : calls) {
            message.append(call.query());
        }
        int before = debug ? 4 : 3;
        try {
            List<List<@Nullable String>> rows = query.rows(message.toString(), notice -> {});
            return rows.stream().skip(1).map(TestSuite::of).toList();
        } catch (FailedMessage e) {
            int call = e.completedStatements() - before;
            if (call >= 0 && call < calls.size() && !LostSession.showsIn(ServerErrors.of(e.sqlException()))) {
                throw new FailedMessage(e.sqlException(), call, null);
            }
            DatabaseError error = ServerErrors.of(e.sqlException());
            boolean lost = LostSession.showsIn(error);
            throw new PgmiException(
                    lost ? Outcome.CONNECTION_FAILED : ServerErrors.outcome(error, Outcome.OTHER),
                    "the session could not be prepared: " + error.report() + (lost ? "\n" + LostSession.ADVICE : ""),
                    error,
                    e);
        }
    }

    /**
     * Sends the text as one message.
     *
     * @return how many rows its statements wrote, as their command tags tell; what a DO block or a function does has no tag
     */
    public long run(String text, ScriptListener listener) throws FailedMessage {
        TestMessages messages = new TestMessages(listener);
        try {
            return query.run(text, messages);
        } catch (FailedMessage e) {
            throw new FailedMessage(e.sqlException(), e.completedStatements(), messages.running());
        }
    }

    /**
     * How many statements of the message that runs the server has reported as complete. It reports those of one message
     * together, or when it has something else to say. Any thread may ask.
     */
    public int completedStatements() {
        return query.completed();
    }

    /** Whether a transaction block that the script began is still open. */
    public boolean inTransaction() {
        return query.transaction() != SimpleQuery.Transaction.NONE;
    }

    public String user() {
        return String.valueOf(unchecked(() -> connection.getMetaData().getUserName()));
    }

    /** As the server tells it, such as {@code 16.4 (Debian 16.4-1)}. */
    public String serverVersion() {
        return Objects.requireNonNullElse(connection.getParameterStatus("server_version"), "unknown");
    }

    /** The session's time zone as the server last reported it. */
    public String timeZone() {
        return Objects.requireNonNullElse(connection.getParameterStatus("TimeZone"), "unknown");
    }

    /**
     * Rolls back what is open and gives the lock back, so that the next deployment need not wait until the server has
     * noticed the end of the connection. The connection stays open.
     */
    @Override
    public void close() throws SQLException {
        try {
            query.run(inTransaction() ? "ROLLBACK;\n" + UNLOCK : UNLOCK, notice -> {});
        } catch (FailedMessage e) {
            throw e.sqlException();
        }
    }

    private interface Local {
        @Nullable
        String get() throws SQLException;
    }

    /** For what the driver answers from memory. */
    private static @Nullable String unchecked(Local value) {
        try {
            return value.get();
        } catch (SQLException e) {
            throw new PgmiException(Outcome.CONNECTION_FAILED, "the connection is closed", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(DeploymentSession.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
