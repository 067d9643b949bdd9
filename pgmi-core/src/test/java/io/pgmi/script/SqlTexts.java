// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random SQL-like text made of the fragments that lexers trip over. */
final class SqlTexts {
    private static final List<String> FRAGMENTS = List.of(
            "'",
            "''",
            "\"",
            "$$",
            "$a$",
            "$A$",
            "$1",
            "$",
            "/*",
            "*/",
            "--",
            "-",
            "/",
            "E'\\",
            "e'",
            "U&'",
            "U&\"",
            "B'",
            "N'",
            "\\",
            ";",
            ";",
            "(",
            ")",
            ",",
            ".",
            " ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "BEGIN ATOMIC ",
            "BEGIN",
            "CASE ",
            " END ",
            " end",
            "CREATE FUNCTION f() ",
            "CREATE OR REPLACE PROCEDURE p() ",
            "COMMIT",
            "commit",
            "ROLLBACK TO s",
            "ROLLBACK",
            "ABORT",
            "SELECT 1",
            "Foo",
            "1",
            "1.5e",
            "e",
            "ä",
            "ı",
            "😀",
            "\u00a0",
            "CALL ",
            "pgmi_test",
            "CALL pgmi_test(",
            "CALL pgmi_test()",
            "call pg_temp.PGMI_TEST('x')",
            "NULL",
            "UESCAPE '!'");

    private SqlTexts() {}

    static Arbitrary<String> any() {
        return Arbitraries.of(FRAGMENTS).list().ofMaxSize(40).map(parts -> String.join("", parts));
    }
}
