// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.SqlLexer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The place in a body that a line of the server's call stack means. */
final class BodyLine {
    /** How statements begin that the server calls so; of the others, too many ways are right. */
    private static final Map<String, Set<String>> BEGINNINGS = Map.of(
            "RAISE", Set.of("raise"),
            "ASSERT", Set.of("assert"),
            "EXECUTE", Set.of("execute"),
            "PERFORM", Set.of("perform"),
            "RETURN", Set.of("return"),
            "RETURN QUERY", Set.of("return"),
            "IF", Set.of("if"),
            "CALL", Set.of("call", "do"),
            "FOR over SELECT rows", Set.of("for"),
            "FOR over EXECUTE statement", Set.of("for"));

    private BodyLine() {}

    /**
     * Offset in the file.
     *
     * @param inner what ran there, if anything: its text stands in the body too
     * @return -1 where the body has no such statement on that line, so that it cannot be the one
     */
    static int offset(Body body, Frame.Line frame, @Nullable Frame inner) {
        int line = body.lineStart(frame.line());
        if (line < 0) {
            return -1;
        }
        if (inner instanceof Frame.Sql sql) {
            int found = statement(body, line, sql.text());
            if (found >= 0) {
                return sql.position() > 0 ? offsetOfCharacter(body.sql(), found, sql) : found;
            }
        }
        int at = firstStatement(body, line, frame.statement());
        return at;
    }

    /** The text on that line: PL/pgSQL before version 14 put SELECT before an expression. */
    private static int statement(Body body, int line, String text) {
        for (String form : List.of(text, text.replaceFirst("^SELECT ", ""))) {
            int found = form.isBlank() ? -1 : body.sql().indexOf(form, line);
            if (found >= 0 && found + form.length() <= body.end() && isOnLine(body.sql(), line, found)) {
                return found;
            }
        }
        return -1;
    }

    private static boolean isOnLine(String sql, int line, int at) {
        int next = sql.indexOf('\n', line);
        return next < 0 || at < next;
    }

    private static int offsetOfCharacter(String sql, int found, Frame.Sql frame) {
        boolean added = !sql.startsWith(frame.text(), found);
        int characters = frame.position() - 1 - (added ? "SELECT ".length() : 0);
        int offset = found;
        for (int i = 0; i < characters && offset < sql.length(); i++) {
            offset += Character.charCount(sql.codePointAt(offset));
        }
        return offset;
    }

    /** The word that such a statement begins with, on that line; where the kind says nothing of it, the line's first character. */
    private static int firstStatement(Body body, int line, String kind) {
        Set<String> words = BEGINNINGS.get(kind);
        if (words == null) {
            return line;
        }
        SqlLexer lexer = new SqlLexer(body.sql(), line);
        while (lexer.nextSignificant() && isOnLine(body.sql(), line, lexer.start()) && lexer.start() < body.end()) {
            if (words.contains(lexer.text().toLowerCase(Locale.ROOT))) {
                return lexer.start();
            }
        }
        return -1;
    }
}
