// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.SourceText;
import io.pgmi.script.SqlLexer;
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
            int found = statement(body, line, sql);
            if (found >= 0) {
                return found;
            }
        }
        return firstStatement(body, line, frame.statement());
    }

    /**
     * The text on that line, or the place in it. PL/pgSQL puts SELECT in the place of PERFORM, and before version 14 before an
     * expression: then only a place in the rest can be found.
     */
    private static int statement(Body body, int line, Frame.Sql frame) {
        int whole = onLine(body, line, frame.text());
        if (whole >= 0) {
            return frame.position() > 0 ? SourceText.offset(body.sql(), whole, frame.position()) : whole;
        }
        String rest = frame.text().replaceFirst("^SELECT\\s+", "");
        int position = frame.position() - (frame.text().length() - rest.length());
        int found = position > 0 ? onLine(body, line, rest) : -1;
        return found < 0 ? -1 : SourceText.offset(body.sql(), found, position);
    }

    private static int onLine(Body body, int line, String text) {
        int found = text.isBlank() ? -1 : body.sql().indexOf(text, line);
        boolean inside = found >= 0 && found + text.length() <= body.end();
        return inside && isOnLine(body.sql(), line, found) ? found : -1;
    }

    private static boolean isOnLine(String sql, int line, int at) {
        int next = sql.indexOf('\n', line);
        return next < 0 || at < next;
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
