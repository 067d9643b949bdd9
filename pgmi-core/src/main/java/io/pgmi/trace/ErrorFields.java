// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of an error's place (PostgreSQL manual, "Error and Notice Message Fields").
 *
 * @param message the primary message
 * @param internalQuery text of a statement that a function ran, or null
 * @param internalPosition in that text, in characters from 1; 0 for none
 * @param where the call stack, newest first, in the language of lc_messages; or null
 * @param names of the table, column, data type and constraint, those that it tells
 */
public record ErrorFields(
        String sqlState,
        String message,
        @Nullable String internalQuery,
        int internalPosition,
        @Nullable String where,
        List<String> names) {
    public ErrorFields {
        names = List.copyOf(names);
    }
}
