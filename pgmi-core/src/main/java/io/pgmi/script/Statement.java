// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import java.util.ArrayList;
import java.util.List;

/**
 * One top-level statement that is not empty.
 *
 * @param start offset of its first token, behind leading comments
 * @param end offset behind its semicolon; the end of the text where it has none
 * @param endsTransaction whether it is a COMMIT, END, ROLLBACK or ABORT of a whole transaction
 */
public record Statement(int start, int end, boolean endsTransaction) {
    /** The statements of a script, in order. Linear in its length. */
    public static List<Statement> all(String sql) {
        List<Statement> statements = new ArrayList<>();
        StatementScanner scanner = new StatementScanner(sql);
        while (scanner.findStart()) {
            statements.add(scanner.finish());
        }
        return List.copyOf(statements);
    }
}
