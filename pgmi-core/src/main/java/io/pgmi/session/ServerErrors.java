// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.trace.ErrorFields;
import io.pgmi.trace.Place;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Reads the server's error fields out of the driver's exceptions, whose own messages would say some of them twice. */
public final class ServerErrors {
    /** What a lost connection is reported as, where the server had no chance to say anything. */
    private static final String CONNECTION_FAILURE = "08006";

    private static final String QUERY_CANCELED = "57014";

    private ServerErrors() {}

    /** The error without a place in the project. */
    public static DatabaseError of(SQLException e) {
        ServerErrorMessage message = serverMessage(e);
        if (message == null) {
            String state = e.getSQLState() == null ? CONNECTION_FAILURE : e.getSQLState();
            return new DatabaseError(state, String.valueOf(e.getMessage()), null, null, null, null, null);
        }
        return new DatabaseError(
                String.valueOf(message.getSQLState()),
                String.valueOf(message.getMessage()),
                text(message.getDetail()),
                text(message.getHint()),
                text(message.getWhere()),
                null,
                null);
    }

    /** The error with the place that was found for it. */
    public static DatabaseError of(SQLException e, Place place) {
        DatabaseError error = of(e);
        return new DatabaseError(
                error.sqlState(),
                error.message(),
                error.detail(),
                error.hint(),
                place.where(),
                place.positions().get(0),
                place.excerpt(),
                place.positions().subList(1, place.positions().size()),
                place.calledFrom());
    }

    /** What the server says of the error's place. */
    public static ErrorFields fields(SQLException e) {
        ServerErrorMessage message = serverMessage(e);
        if (message == null) {
            return new ErrorFields(CONNECTION_FAILURE, "", null, null, 0, null, null, null, "");
        }
        return new ErrorFields(
                String.valueOf(message.getSQLState()),
                String.valueOf(message.getMessage()),
                text(message.getDetail()),
                text(message.getInternalQuery()),
                message.getInternalPosition(),
                text(message.getWhere()),
                text(message.getTable()),
                text(message.getConstraint()),
                message.getRoutine() == null ? "" : message.getRoutine());
    }

    /**
     * Whether the session ended with this error: a connection exception (class 08), or an administrator's order, a crash
     * or a shutdown (57P01 to 57P05).
     */
    public static boolean endsSession(DatabaseError error) {
        return error.sqlState().startsWith("08") || error.sqlState().startsWith("57P");
    }

    /** For what fails before deploy.sql runs; the server's statement_timeout counts as a failure of SQL wherever it strikes. */
    static Outcome outcome(DatabaseError error, Outcome otherwise) {
        if (endsSession(error)) {
            return Outcome.CONNECTION_FAILED;
        }
        return error.sqlState().equals(QUERY_CANCELED) ? Outcome.SQL_FAILED : otherwise;
    }

    /** The error's place in the message that was sent, in characters from 1, or 0 where the server named none. */
    public static int position(SQLException e) {
        ServerErrorMessage message = serverMessage(e);
        return message == null ? 0 : message.getPosition();
    }

    /** RAISE can set a field only to empty text where an error that it hands on had none. */
    private static @Nullable String text(@Nullable String field) {
        return field == null || field.isEmpty() ? null : field;
    }

    private static @Nullable ServerErrorMessage serverMessage(SQLException e) {
        return e instanceof PSQLException server ? server.getServerErrorMessage() : null;
    }
}
