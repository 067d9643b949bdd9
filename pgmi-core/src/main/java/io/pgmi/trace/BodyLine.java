// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.SourceText;
import io.pgmi.trace.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The place in a body that a line of the server's call stack means: a statement of PL/pgSQL, or what it ran. */
final class BodyLine {
    /** What the server calls a statement begins with the statement's first word, whatever its language. */
    private static final Set<String> FIRST_WORDS = Set.of(
            "IF",
            "CASE",
            "LOOP",
            "WHILE",
            "FOR",
            "FOREACH",
            "EXIT",
            "CONTINUE",
            "RETURN",
            "RAISE",
            "ASSERT",
            "PERFORM",
            "CALL",
            "DO",
            "EXECUTE",
            "GET",
            "OPEN",
            "FETCH",
            "MOVE",
            "CLOSE",
            "COMMIT",
            "ROLLBACK");
    /** Behind these a statement begins, a declaration or a condition. */
    private static final Set<String> BEFORE_STATEMENT = Set.of("begin", "then", "else", "loop", "declare");

    private static final Set<String> MERE_NOTICES = Set.of("debug", "log", "info", "notice", "warning");

    private final Body body;
    private final Tokens tokens;
    /** Indexes of the tokens that statements begin with. */
    private final List<Integer> starts = new ArrayList<>();

    private BodyLine(Body body) {
        this.body = body;
        this.tokens = new Tokens(body.sql(), body.start(), body.end());
        for (int i = 0; i < tokens.size(); i++) {
            boolean behindLabel = tokens.isSymbol(i - 1, '>') && tokens.isSymbol(i - 2, '>');
            boolean condition = tokens.isWord(i, "elsif") || tokens.isWord(i, "elseif");
            if (i == 0 || behindLabel || condition || tokens.isSymbol(i - 1, ';') || behindWord(i)) {
                starts.add(i);
            }
        }
    }

    private boolean behindWord(int index) {
        Token before = tokens.get(index - 1);
        return BEFORE_STATEMENT.contains(before.name());
    }

    /**
     * Offset in the file.
     *
     * @param inner the call stack inside, newest first: the text of what ran there stands in the body too
     * @return -1 where the body has no such statement on that line, so that it cannot be the one, or more than one
     */
    static int offset(Body body, Frame.Line frame, List<Frame> inner, ErrorFields error, Definitions definitions) {
        int lineStart = body.lineStart(frame.line());
        return lineStart < 0 ? -1 : new BodyLine(body).offset(frame, lineStart, inner, error, definitions);
    }

    private int offset(Frame.Line frame, int lineStart, List<Frame> inner, ErrorFields error, Definitions definitions) {
        int lineEnd = body.lineEnd(lineStart);
        List<Integer> onLine = starts.stream()
                .filter(start -> tokens.get(start).start() >= lineStart
                        && tokens.get(start).start() < lineEnd)
                .filter(start -> isOfKind(start, frame.statement()))
                .toList();
        if (onLine.isEmpty()) {
            return -1;
        }
        if (!inner.isEmpty() && inner.get(inner.size() - 1) instanceof Frame.Sql sql) {
            Found found = find(new Tokens(sql.text()), onLine.get(0), isNamed(frame.statement()));
            if (!found.offsets().isEmpty()) {
                return inner(sql, found, inner.subList(0, inner.size() - 1), error, definitions);
            }
        }
        List<Integer> raising = inner.isEmpty()
                ? onLine.stream()
                        .filter(start -> mayRaise(start, error.message()))
                        .toList()
                : onLine;
        if (raising.isEmpty()) {
            return -1;
        }
        // On this line it is for sure; where several statements stand on it, the line is all that is known.
        int only = raising.size() == 1 ? raising.get(0) : onLine.get(0);
        return tokens.get(only).start();
    }

    private static List<String> firstWords(String kind) {
        Set<String> words = Set.copyOf(List.of(kind.split("[^A-Za-z]+", -1)));
        // A FOR may be over what EXECUTE, say, returns.
        return words.contains("FOR")
                ? List.of("FOR")
                : FIRST_WORDS.stream().filter(words::contains).toList();
    }

    private static boolean isNamed(String kind) {
        return !firstWords(kind).isEmpty();
    }

    private boolean isOfKind(int start, String kind) {
        return !isNamed(kind) || firstWords(kind).stream().anyMatch(word -> tokens.isWord(start, word));
    }

    /** The place of the error in what ran there, else of the statement that ran it. */
    private int inner(Frame.Sql sql, Found found, List<Frame> inside, ErrorFields error, Definitions definitions) {
        List<Integer> offsets = found.offsets();
        if (sql.position() > 0) {
            int at = SourceText.offset(sql.text(), 0, sql.position());
            for (int i = offsets.size() - 1; i >= 0; i--) {
                Token token = found.form().get(i);
                if (token.start() <= at) {
                    return offsets.get(i) + Math.min(at - token.start(), token.end() - token.start());
                }
            }
            return offsets.get(0);
        }
        if (!inside.isEmpty()) {
            Token last = found.form().get(offsets.size() - 1);
            int end = offsets.get(offsets.size() - 1) + last.end() - last.start();
            int deeper =
                    new FailedStatement(body.sql().substring(offsets.get(0), end), definitions).offset(error, inside);
            if (deeper >= 0) {
                return offsets.get(0) + deeper;
            }
        }
        int start = 0;
        for (int index : starts) {
            start = tokens.get(index).start() <= offsets.get(0) ? index : start;
        }
        return tokens.get(start).start();
    }

    /** Tokens and where they stand in the body; nowhere if there are no offsets. */
    private record Found(Tokens form, List<Integer> offsets) {}

    /** PL/pgSQL puts SELECT in the place of PERFORM, before version 14 before an expression too, and CASE into a comparison. */
    private Found find(Tokens text, int from, boolean isNamed) {
        List<Tokens> forms = new ArrayList<>(List.of(text));
        if (text.isWord(0, "select") && text.size() > 1) {
            forms.add(text.between(1, text.size()));
        }
        for (int i = 0; i < 2 && i + 3 < text.size(); i++) {
            if (text.get(i).name().startsWith("__Case__")) {
                forms.add(text.between(i + 3, text.size() - 1));
            }
        }
        for (Tokens form : forms) {
            List<Integer> found = tokens.find(form, from);
            // A declaration, which the server finds at the BEGIN before version 14.
            found = found.isEmpty() && !isNamed ? tokens.find(form, 0) : found;
            if (!found.isEmpty()) {
                return new Found(form, found);
            }
        }
        return new Found(text, List.of());
    }

    private boolean mayRaise(int start, String message) {
        if (!tokens.isWord(start, "raise")) {
            return true;
        }
        if (start + 1 < tokens.size()
                && MERE_NOTICES.contains(tokens.get(start + 1).name())) {
            return false;
        }
        // In a body in single quotes, those of its strings are doubled, and no token is what it seems.
        if (body.sql().charAt(body.start() - 1) == '\'') {
            return true;
        }
        int format = tokens.isWord(start + 1, "exception") ? start + 2 : start + 1;
        String literal = format < tokens.size() ? tokens.get(format).text() : "";
        boolean plain = literal.length() > 1 && literal.startsWith("'") && literal.endsWith("'");
        return !plain
                || formatted(literal.substring(1, literal.length() - 1))
                        .matcher(message)
                        .matches();
    }

    /** PL/pgSQL's format: {@code %} for a value, {@code %%} for itself. */
    private static Pattern formatted(String format) {
        StringBuilder pattern = new StringBuilder();
        for (String part : format.replace("''", "'").split("(?<=%)|(?=%)", -1)) {
            pattern.append(part.equals("%") ? "%" : Pattern.quote(part));
        }
        return Pattern.compile(
                pattern.toString().replace("%%", "\u0000").replace("%", ".*").replace("\u0000", "%"), Pattern.DOTALL);
    }
}
