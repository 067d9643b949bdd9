// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Encoding;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.TransactionState;
import org.postgresql.core.Tuple;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.PSQLWarning;

/**
 * Sends text to the server as one simple-query message, verbatim (PostgreSQL manual, "Simple Query"). This is the only
 * class that uses the driver's internal API, because {@code java.sql.Statement} would run a script a second time after
 * SQLSTATE 26000, would keep every notice in memory and would hand it over only at the end. The driver's version is
 * pinned; SimpleQueryIT holds what is relied on here.
 */
final class SimpleQuery {
    /** Where the session stands between two messages. */
    enum Transaction {
        NONE,
        OPEN,
        FAILED
    }

    private static final int VERBATIM = QueryExecutor.QUERY_ONESHOT
            | QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
            // Else the command tag of a statement that returns rows would be dropped.
            | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS;

    private final BaseConnection connection;
    /** Of the message that runs, or ran last; other threads may ask. */
    private volatile int completed;

    SimpleQuery(BaseConnection connection) {
        this.connection = connection;
    }

    /**
     * Runs the text and drops what its queries return. A failure tells how many statements were complete before it.
     *
     * @return how many rows the statements wrote, as their command tags tell (PostgreSQL manual, "Message Formats",
     *     CommandComplete)
     */
    long run(String sql, Consumer<Notice> notices) throws FailedMessage {
        Completions completions = new Completions(notices, null);
        execute(sql, QueryExecutor.QUERY_NO_RESULTS, completions);
        return completions.rowsWritten;
    }

    /** Runs the text and returns the rows of all its queries, in order, each value as text. */
    List<List<@Nullable String>> rows(String sql, Consumer<Notice> notices) throws FailedMessage {
        List<List<@Nullable String>> rows = new ArrayList<>();
        execute(sql, 0, new Completions(notices, rows));
        return rows;
    }

    /** How many statements of the running message the server has reported as complete; it reports some late. */
    int completed() {
        return completed;
    }

    Transaction transaction() {
        TransactionState state = connection.getQueryExecutor().getTransactionState();
        return switch (state) {
            case IDLE -> Transaction.NONE;
            case OPEN -> Transaction.OPEN;
            case FAILED -> Transaction.FAILED;
        };
    }

    private void execute(String sql, int flags, Completions completions) throws FailedMessage {
        completed = 0;
        try {
            Query query = connection.createQuery(sql, false, false).query;
            connection.getQueryExecutor().execute(query, null, completions, 0, 0, VERBATIM | flags);
        } catch (SQLException e) {
            completions.rethrow();
            throw new FailedMessage(e, completions.statements, null);
        }
        completions.rethrow();
    }

    /** The server's answers in the order in which they arrive, on the thread that waits for them. */
    private final class Completions extends ResultHandlerBase {
        private final Consumer<Notice> notices;
        private final @Nullable List<List<@Nullable String>> rows;
        private int statements;
        private long rowsWritten;
        /** Whether the statement whose command tag comes next returned rows. */
        private boolean returnedRows;

        private @Nullable Throwable thrown;

        Completions(Consumer<Notice> notices, @Nullable List<List<@Nullable String>> rows) {
            this.notices = notices;
            this.rows = rows;
        }

        @Override
        public void handleWarning(SQLWarning warning) {
            if (thrown == null
                    && warning instanceof PSQLWarning fromServer
                    && fromServer.getServerErrorMessage() != null) {
                try {
                    notices.accept(Notice.of(fromServer.getServerErrorMessage()));
                } catch (RuntimeException | Error e) {
                    // Not through the driver, which would leave the rest of the answer unread.
                    thrown = e;
                    cancel();
                }
            }
        }

        private void cancel() {
            try {
                connection.cancelQuery();
            } catch (SQLException e) {
                // then the message runs to its end
            }
        }

        private void rethrow() {
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
        }

        /**
         * Not an error: the driver's own remark on COPY … TO STDOUT, whose data it skips as {@link #run} drops rows. The server
         * knows nothing of it and goes on, to the COMMIT and beyond.
         */
        @Override
        public void handleError(SQLException error) {
            boolean copyOut = error instanceof PSQLException ofDriver
                    && ofDriver.getServerErrorMessage() == null
                    && PSQLState.NOT_IMPLEMENTED.getState().equals(error.getSQLState());
            if (!copyOut) {
                super.handleError(error);
            }
        }

        @Override
        public void handleCommandStatus(String status, long updateCount, long insertOid) {
            statements++;
            completed = statements;
            if (writes(status)) {
                rowsWritten += updateCount;
            }
            returnedRows = false;
        }

        /** CREATE TABLE AS has the tag of SELECT. */
        private boolean writes(String tag) {
            return switch (tag.split(" ", 2)[0]) {
                case "INSERT", "UPDATE", "DELETE", "MERGE", "COPY" -> true;
                case "SELECT" -> !returnedRows;
                default -> false;
            };
        }

        @Override
        public void handleResultRows(Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
            returnedRows = true;
            if (rows != null) {
                for (Tuple tuple : tuples) {
                    rows.add(text(tuple));
                }
            }
        }

        private List<@Nullable String> text(Tuple tuple) {
            List<@Nullable String> row = new ArrayList<>();
            try {
                Encoding encoding = connection.getEncoding();
                for (int i = 0; i < tuple.fieldCount(); i++) {
                    byte[] value = tuple.get(i);
                    row.add(value == null ? null : encoding.decode(value));
                }
            } catch (SQLException | java.io.IOException e) {
                handleError(new SQLException("a value could not be decoded", e));
            }
            return row;
        }
    }
}
