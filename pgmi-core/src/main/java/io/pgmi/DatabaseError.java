// SPDX-License-Identifier: Apache-2.0
package io.pgmi;

import org.jspecify.annotations.Nullable;

/**
 * An error as the server reported it (PostgreSQL manual, "Error and Notice Message Fields").
 *
 * @param sqlState five characters
 * @param message the primary message
 * @param where the server's call stack, newest first
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
        @Nullable String excerpt) {}
