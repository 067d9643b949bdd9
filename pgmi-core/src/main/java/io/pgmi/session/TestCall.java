// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import org.jspecify.annotations.Nullable;

/**
 * A call of the test macro.
 *
 * @param pattern the SQL literal as the script has it, or null where the call has none
 * @param callback likewise
 */
public record TestCall(@Nullable String pattern, @Nullable String callback) {
    /** A query with one row: the SQL that the call stands for, and the paths of the tests that it runs. */
    String query() {
        // Line breaks, because a literal may be followed by a comment to the end of its line.
        String patternSql = pattern == null ? "NULL" : pattern + "\n";
        String arguments = callback == null ? patternSql : patternSql + ", " + callback + "\n";
        return "SELECT pg_temp.pgmi_test_generate(" + arguments + "),"
                + " (SELECT pg_catalog.string_agg(p.script_path, '" + TestSuite.SEPARATOR + "' ORDER BY p.ordinal)"
                + " FROM pg_temp.pgmi_test_plan(" + patternSql + ") p WHERE p.step_type = 'test');\n";
    }
}
