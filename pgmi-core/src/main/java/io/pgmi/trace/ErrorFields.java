// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of an error's place (PostgreSQL manual, "Error and Notice Message Fields").
 *
 * @param message the primary message
 * @param internalQuery text of a statement that a function ran, or null
 * @param internalPosition in that text, in characters from 1; 0 for none
 * @param where the call stack, newest first, in the language of lc_messages; or null
 * @param routine the server's own function that found the error; empty where it does not tell
 */
public record ErrorFields(
        String sqlState,
        String message,
        @Nullable String detail,
        @Nullable String internalQuery,
        int internalPosition,
        @Nullable String where,
        @Nullable String table,
        @Nullable String constraint,
        String routine) {
    private static final Pattern QUOTED = Pattern.compile("[\"“„«»]\\s?([^\"“”„«»]+?)\\s?[\"”“»«]");

    /** What the message has in quotes, whatever its language: names and values. */
    Set<String> quoted() {
        return QUOTED.matcher(message).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
