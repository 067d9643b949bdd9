// SPDX-License-Identifier: Apache-2.0
package io.pgmi;

import org.jspecify.annotations.Nullable;

/**
 * An error as the server reported it (PostgreSQL manual, "Error and Notice Message Fields").
 *
 * @param sqlState five characters
 * @param message the primary message
 * @param where the server's call stack, newest first; before it, the line of the statement that a function ran, if one did
 * @param position where in the project it happened; null where the server gave no evidence for a place
 * @param excerpt the source line at {@code position} with a caret under the column, two lines; null without a position
 */
public record DatabaseError(
        String sqlState,
        String message,
        @Nullable String detail,
        @Nullable String hint,
        @Nullable String where,
        @Nullable SourcePosition position,
        @Nullable String excerpt) {

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
