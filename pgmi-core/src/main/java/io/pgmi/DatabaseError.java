// SPDX-License-Identifier: Apache-2.0
package io.pgmi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as the server reported it (PostgreSQL manual, "Error and Notice Message Fields").
 *
 * @param sqlState five characters
 * @param message the primary message
 * @param where the server's call stack, newest first; before it, the line of the statement that a function ran, if one did
 * @param position where in the project it happened, the innermost place that is known; null where the server gave no
 *     evidence for a place
 * @param excerpt the source line at {@code position} with a caret under the column, two lines; null without a line
 * @param also the same place in other files that have the same text
 * @param calledFrom where deploy.sql ran the file of {@code position}; null where that is deploy.sql itself
 */
public record DatabaseError(
        String sqlState,
        String message,
        @Nullable String detail,
        @Nullable String hint,
        @Nullable String where,
        @Nullable SourcePosition position,
        @Nullable String excerpt,
        List<SourcePosition> also,
        @Nullable SourcePosition calledFrom) {
    public DatabaseError {
        also = List.copyOf(also);
    }

    /** One whose place is deploy.sql, or unknown. */
    public DatabaseError(
            String sqlState,
            String message,
            @Nullable String detail,
            @Nullable String hint,
            @Nullable String where,
            @Nullable SourcePosition position,
            @Nullable String excerpt) {
        this(sqlState, message, detail, hint, where, position, excerpt, List.of(), null);
    }

    /** The same error under another message. */
    public DatabaseError withMessage(String other) {
        return new DatabaseError(sqlState, other, detail, hint, where, position, excerpt, also, calledFrom);
    }

    /**
     * The whole error as text for people: place, SQLSTATE and message first, then the source line and what else the
     * server said, a line or more each.
     */
    public String report() {
        StringBuilder report = new StringBuilder();
        if (position != null) {
            report.append(position).append(": ");
        }
        report.append("ERROR ").append(sqlState).append(": ").append(message);
        if (excerpt != null) {
            report.append('\n').append(excerpt.indent(4).stripTrailing());
        }
        also.forEach(other -> report.append("\nthe same text: ").append(other));
        if (calledFrom != null) {
            report.append("\ncalled from ").append(calledFrom);
        }
        append(report, "DETAIL", detail);
        append(report, "HINT", hint);
        append(report, "WHERE", where);
        return report.toString();
    }

    private static void append(StringBuilder report, String field, @Nullable String text) {
        if (text != null) {
            report.append('\n').append(field).append(": ").append(text);
        }
    }
}
