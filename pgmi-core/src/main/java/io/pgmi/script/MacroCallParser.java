// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the calls of the test macro by its grammar: {@code CALL [pg_temp.]pgmi_test([pattern|NULL [, callback]]) [;]}. */
final class MacroCallParser {
    private static final int SHOWN_TEXT = 40;

    private final String file;
    private final String sql;

    MacroCallParser(String file, String sql) {
        this.file = file;
        this.sql = sql;
    }

    List<MacroCall> findAll() {
        List<MacroCall> calls = new ArrayList<>();
        StatementScanner scanner = new StatementScanner(sql);
        while (scanner.findStart()) {
            MacroCall call = scanner.startsWith("call") ? callAt(scanner.start()) : null;
            if (call == null) {
                scanner.finish();
            } else {
                calls.add(call);
                scanner.continueAt(call.end());
            }
        }
        return List.copyOf(calls);
    }

    private @Nullable MacroCall callAt(int start) {
        SqlLexer lexer = new SqlLexer(sql, start);
        lexer.nextSignificant();
        if (!lexer.nextSignificant()) {
            return null;
        }
        if (lexer.isWord("pg_temp")) {
            boolean qualifies = lexer.nextSignificant() && lexer.isSymbol('.') && lexer.nextSignificant();
            if (!qualifies) {
                return null;
            }
        }
        boolean named = lexer.isWord("pgmi_test") && lexer.nextSignificant() && lexer.isSymbol('(');
        return named ? arguments(start, lexer) : null;
    }

    private MacroCall arguments(int start, SqlLexer lexer) {
        advance(start, lexer);
        String pattern = null;
        String callback = null;
        if (!lexer.isSymbol(')')) {
            pattern = lexer.isWord("null") ? word(start, lexer) : string(start, lexer);
            if (lexer.isSymbol(',')) {
                advance(start, lexer);
                callback = string(start, lexer);
            }
        }
        if (!lexer.isSymbol(')')) {
            throw unexpected(lexer);
        }
        int end = lexer.end();
        if (lexer.nextSignificant() && lexer.isSymbol(';')) {
            end = lexer.end();
        }
        return new MacroCall(start, end, pattern, callback);
    }

    private String word(int callStart, SqlLexer lexer) {
        String word = lexer.text();
        advance(callStart, lexer);
        return word;
    }

    /** Takes one string constant, which may be written in several parts, and moves behind it. */
    private String string(int callStart, SqlLexer lexer) {
        char first = sql.charAt(lexer.start());
        boolean isString = lexer.kind() == TokenKind.DOLLAR_QUOTE
                || (lexer.kind() == TokenKind.STRING && "bBxX".indexOf(first) < 0);
        if (!isString) {
            throw unexpected(lexer);
        }
        int from = lexer.start();
        int to = lexer.end();
        advance(callStart, lexer);
        while (lexer.isContinuation()) {
            to = lexer.end();
            advance(callStart, lexer);
        }
        if ((first == 'u' || first == 'U') && lexer.isWord("uescape")) {
            advance(callStart, lexer);
            if (lexer.kind() != TokenKind.STRING || lexer.quoteStart() != lexer.start()) {
                throw unexpected(lexer);
            }
            to = lexer.end();
            advance(callStart, lexer);
        }
        return sql.substring(from, to);
    }

    private void advance(int callStart, SqlLexer lexer) {
        if (!lexer.nextSignificant() || !lexer.isTerminated()) {
            throw problem(callStart, "this CALL pgmi_test( is not closed");
        }
    }

    private PgmiException unexpected(SqlLexer lexer) {
        String text = lexer.text();
        String shown = text.length() > SHOWN_TEXT ? text.substring(0, SHOWN_TEXT) + "…" : text;
        return problem(lexer.start(), "CALL pgmi_test cannot take \"" + shown + "\" here");
    }

    private PgmiException problem(int offset, String what) {
        return new PgmiException(
                Outcome.INVALID_CONFIGURATION,
                new SourceText(file, sql).position(offset) + ": " + what
                        + ". It is replaced before the script is sent, so its arguments are literals only: CALL pgmi_test(),"
                        + " CALL pgmi_test('pattern'), CALL pgmi_test('pattern', 'schema.callback') or CALL pgmi_test(NULL,"
                        + " 'schema.callback')");
    }
}
