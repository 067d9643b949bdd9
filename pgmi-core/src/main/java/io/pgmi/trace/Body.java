// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.SqlLexer;
import io.pgmi.script.Statement;
import io.pgmi.script.TokenKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a DO statement or of a CREATE FUNCTION or PROCEDURE, in the text of a file.
 *
 * @param signature of the function; null for DO
 * @param start offset behind the opening quote
 * @param end offset of the closing quote
 */
record Body(String sql, @Nullable Signature signature, int start, int end) {
    /** The body that this statement holds as text, if it is one of those statements. */
    static Optional<Body> of(String sql, Statement statement) {
        SqlLexer lexer = new SqlLexer(sql, statement.start());
        if (!lexer.nextSignificant()) {
            return Optional.empty();
        }
        if (lexer.isWord("do")) {
            return literal(sql, lexer, statement.end(), null);
        }
        if (!lexer.isWord("create")) {
            return Optional.empty();
        }
        Optional<Signature> signature = Signature.created(new Tokens(sql, statement.start(), statement.end()));
        while (signature.isPresent() && lexer.nextSignificant() && lexer.start() < statement.end()) {
            if (lexer.isWord("as")) {
                return literal(sql, lexer, statement.end(), signature.get());
            }
        }
        return Optional.empty();
    }

    /** The next string, whose lines are those of the file: one with backslash escapes may have others. */
    private static Optional<Body> literal(String sql, SqlLexer lexer, int limit, @Nullable Signature signature) {
        boolean language = false;
        while (lexer.nextSignificant() && lexer.start() < limit) {
            if (lexer.kind() == TokenKind.DOLLAR_QUOTE) {
                int tag = sql.indexOf('$', lexer.start() + 1) + 1 - lexer.start();
                return Optional.of(new Body(sql, signature, lexer.start() + tag, lexer.end() - tag));
            }
            if (lexer.kind() == TokenKind.STRING && !language) {
                return lexer.quoteStart() > lexer.start()
                        ? Optional.empty()
                        : Optional.of(new Body(sql, signature, lexer.start() + 1, lexer.end() - 1));
            }
            language = lexer.isWord("language");
        }
        return Optional.empty();
    }

    boolean isBlock() {
        return signature == null;
    }

    /** Whether a function that the server calls so may be this one. */
    boolean isOf(String called) {
        return signature != null && signature.isCalled(called);
    }

    String text() {
        return sql.substring(start, end);
    }

    /** Offset at which a line begins, the first being the rest of the line of the opening quote; -1 where there is no such line. */
    int lineStart(int line) {
        int at = start;
        for (int i = 1; i < line; i++) {
            at = sql.indexOf('\n', at) + 1;
            if (at == 0 || at > end) {
                return -1;
            }
        }
        return at;
    }

    /** Offset behind the line that begins there. */
    int lineEnd(int lineStart) {
        int next = sql.indexOf('\n', lineStart);
        return next < 0 || next > end ? end : next;
    }
}
