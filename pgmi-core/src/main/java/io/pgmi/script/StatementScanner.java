// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds where statements start and end: at a semicolon outside parentheses and outside the body of a SQL-standard routine. */
final class StatementScanner {
    /** CREATE OR REPLACE FUNCTION: no decision needs more of a statement's beginning. */
    private static final int OPENING_WORDS = 4;

    private final SqlLexer lexer;

    StatementScanner(String sql) {
        this.lexer = new SqlLexer(sql);
    }

    /** Moves to the first token of the next statement; false if there is none. */
    boolean findStart() {
        while (lexer.nextSignificant()) {
            if (!lexer.isSymbol(';')) {
                return true;
            }
        }
        return false;
    }

    /** Offset of the token that {@link #findStart} found. */
    int start() {
        return lexer.start();
    }

    boolean startsWith(String lowerCaseWord) {
        return lexer.isWord(lowerCaseWord);
    }

    /** Skips to an offset at which a new statement may start. */
    void continueAt(int offset) {
        lexer.continueAt(offset);
    }

    /** Reads the statement that {@link #findStart} found to its end. */
    Statement finish() {
        int start = lexer.start();
        List<String> opening = new ArrayList<>(OPENING_WORDS);
        int depth = 0;
        boolean inBody = false;
        // The END of a body stands where a statement could: that tells it from the END of a CASE and from a label.
        boolean bodyMayEnd = false;
        boolean afterBegin = false;
        do {
            boolean opensBody = false;
            if (lexer.isSymbol(';') && depth == 0 && !inBody) {
                break;
            } else if (lexer.isSymbol('(')) {
                depth++;
            } else if (lexer.isSymbol(')')) {
                depth = Math.max(0, depth - 1);
            } else if (bodyMayEnd && lexer.isWord("end")) {
                inBody = false;
            } else if (afterBegin && !inBody && depth == 0 && lexer.isWord("atomic") && createsRoutine(opening)) {
                inBody = true;
                opensBody = true;
            }
            bodyMayEnd = inBody && depth == 0 && (opensBody || lexer.isSymbol(';'));
            afterBegin = lexer.isWord("begin");
            if (opening.size() < OPENING_WORDS) {
                opening.add(lexer.kind() == TokenKind.WORD ? lexer.text().toLowerCase(Locale.ROOT) : "");
            }
        } while (lexer.nextSignificant());
        return new Statement(start, lexer.end(), endsTransaction(opening));
    }

    private static boolean createsRoutine(List<String> opening) {
        boolean orReplace = opening.size() > 3
                && word(opening, 1).equals("or")
                && word(opening, 2).equals("replace");
        String object = word(opening, orReplace ? 3 : 1);
        return word(opening, 0).equals("create") && (object.equals("function") || object.equals("procedure"));
    }

    /** PostgreSQL manual, COMMIT, END, ROLLBACK and ABORT; not ROLLBACK TO SAVEPOINT, COMMIT PREPARED, ROLLBACK PREPARED. */
    private static boolean endsTransaction(List<String> opening) {
        String second = word(opening, 1);
        boolean noise = second.equals("work") || second.equals("transaction");
        return switch (word(opening, 0)) {
            case "commit" -> !second.equals("prepared");
            case "rollback" ->
                !second.equals("prepared") && !word(opening, noise ? 2 : 1).equals("to");
            case "end", "abort" -> true;
            default -> false;
        };
    }

    private static String word(List<String> opening, int index) {
        return index < opening.size() ? opening.get(index) : "";
    }
}
