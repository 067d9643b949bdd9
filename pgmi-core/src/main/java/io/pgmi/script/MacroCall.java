// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import io.pgmi.PgmiException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code CALL pgmi_test(…)} in a script, to be replaced before the script is sent. Literals are SQL as written, each exactly one
 * string constant or NULL, so they can be sent inside another statement.
 *
 * @param start offset of CALL
 * @param end offset behind the semicolon if there is one, else behind the closing parenthesis
 * @param patternLiteral the first argument, a string constant or NULL; null where the call has none
 * @param callbackLiteral the second argument, a string constant; null where the call has none
 */
public record MacroCall(
        int start,
        int end,
        @Nullable String patternLiteral,
        @Nullable String callbackLiteral) {
    /**
     * The calls of a script, in order. A call is recognised only where a statement starts. Linear in the script's length.
     *
     * @param file the script's path as users know it, for errors
     * @throws PgmiException INVALID_CONFIGURATION for arguments other than literals
     */
    public static List<MacroCall> findAll(String file, String sql) {
        return new MacroCallParser(file, sql).findAll();
    }
}
