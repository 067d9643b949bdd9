// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/**
 * A message that the server sent beside its results (PostgreSQL manual, "Error and Notice Message Fields").
 *
 * @param sqlState five characters
 * @param where the server's call stack, newest first
 */
public record Notice(
        Severity severity,
        String sqlState,
        String message,
        @Nullable String detail,
        @Nullable String hint,
        @Nullable String where) {
    /** How much it matters, least first. */
    public enum Severity {
        DEBUG,
        LOG,
        INFO,
        NOTICE,
        WARNING
    }

    static Notice of(ServerErrorMessage message) {
        String sqlState = message.getSQLState() == null ? "00000" : message.getSQLState();
        return new Notice(
                severity(message.getSeverity(), sqlState),
                sqlState,
                message.getMessage() == null ? "" : message.getMessage(),
                message.getDetail(),
                message.getHint(),
                message.getWhere());
    }

    /** The driver shows only the word in the server's language. Where it isn't English, the SQLSTATE's class decides. */
    private static Severity severity(@Nullable String word, String sqlState) {
        if (word != null) {
            String upper = word.toUpperCase(Locale.ROOT);
            for (Severity severity : Severity.values()) {
                if (upper.startsWith(severity.name())) {
                    return severity;
                }
            }
        }
        return sqlState.startsWith("01") ? Severity.WARNING : Severity.NOTICE;
    }
}
