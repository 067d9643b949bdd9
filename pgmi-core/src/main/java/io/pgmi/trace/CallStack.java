// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server's call stack, read. It comes as lines in the language of lc_messages, among them the SQL that functions ran, in
 * quotes but with nothing escaped, so what is a project file's text is found first, by that text.
 */
final class CallStack {
    private static final Pattern LINE = Pattern.compile("PL/pgSQL function (.+) line (\\d+) (?:at|during) (.+)");
    private static final Pattern SQL_FUNCTION = Pattern.compile("SQL function \"(.+)\" (?:statement (\\d+)|during .+)");
    private static final Pattern QUOTED = Pattern.compile(
            "(?:SQL statement|SQL expression|PL/pgSQL assignment|PL/pgSQL expression) \"(.*)\"", Pattern.DOTALL);
    /** Name and number, wherever the language puts them. */
    private static final Pattern OTHER_LANGUAGE =
            Pattern.compile("(" + Frame.Line.BLOCK + "|[^\\s(]+\\([^\\n]*?\\))(?=\\D*(\\d+))");

    private static final Pattern START_OF_FRAME =
            Pattern.compile("\\n(?=SQL statement \"|SQL expression \"|PL/pgSQL |SQL function \"|COPY |.*PL/pgSQL)");
    private static final String QUOTES = "\"“”„«»‘’『』「」‹›";

    private final List<Frame> frames = new ArrayList<>();
    private final StringBuilder shortened = new StringBuilder();

    /** A file's text in the stack. */
    private record Span(int start, int end, SourceText file) {}

    private CallStack() {}

    static CallStack of(ErrorFields error, List<SourceText> files) {
        CallStack stack = new CallStack();
        if (error.internalQuery() != null) {
            stack.frames.add(new Frame.Sql(error.internalQuery(), error.internalPosition()));
        }
        if (error.where() != null) {
            stack.read(error.where(), spans(error.where(), files));
        }
        return stack;
    }

    /** Newest first. */
    List<Frame> frames() {
        return List.copyOf(frames);
    }

    /** The stack as the server told it, with the path in place of a whole file's text; null where there is none. */
    @Nullable
    String shortened() {
        return shortened.length() == 0 ? null : shortened.toString();
    }

    private void read(String where, List<Span> spans) {
        int at = 0;
        for (Span span : spans) {
            String before = where.substring(at, span.start());
            // The rest of the line says in some language that SQL was run.
            int ofThisFrame = before.lastIndexOf('\n') + 1;
            readFrames(before.substring(0, ofThisFrame));
            frames.add(new Frame.Sql(where.substring(span.start(), span.end()), 0));
            shortened.append(before).append(span.file().file());
            at = span.end();
        }
        String rest = where.substring(at);
        shortened.append(rest);
        readFrames(rest);
    }

    private void readFrames(String text) {
        int start = 0;
        Matcher next = START_OF_FRAME.matcher(text);
        while (start < text.length()) {
            boolean more = next.find(start);
            readFrame(text.substring(start, more ? next.start() : text.length()).strip());
            start = more ? next.end() : text.length();
        }
    }

    private void readFrame(String text) {
        Matcher line = LINE.matcher(text);
        Matcher sqlFunction = SQL_FUNCTION.matcher(text);
        Matcher quoted = QUOTED.matcher(text);
        if (line.matches()) {
            frames.add(new Frame.Line(line.group(1), Integer.parseInt(line.group(2)), line.group(3)));
        } else if (sqlFunction.matches()) {
            String number = sqlFunction.group(2);
            frames.add(new Frame.SqlFunction(sqlFunction.group(1), number == null ? 0 : Integer.parseInt(number)));
        } else if (quoted.matches()) {
            frames.add(new Frame.Sql(quoted.group(1), 0));
        } else if (text.contains("PL/pgSQL")) {
            Matcher other = OTHER_LANGUAGE.matcher(text);
            if (other.find() && other.group(2).length() < 9) {
                frames.add(new Frame.Line(other.group(1), Integer.parseInt(other.group(2)), ""));
            }
        }
    }

    /** Without overlaps, in order; of two that overlap the longer one. */
    private static List<Span> spans(String where, List<SourceText> files) {
        List<Span> found = new ArrayList<>();
        for (SourceText file : files) {
            String text = file.text();
            for (int at = where.indexOf(text);
                    at >= 0 && !text.isBlank();
                    at = where.indexOf(text, at + text.length())) {
                if (isQuoted(where, at, at + text.length())) {
                    found.add(new Span(at, at + text.length(), file));
                }
            }
        }
        found.sort(Comparator.comparingInt((Span span) -> span.end() - span.start())
                .reversed());
        List<Span> kept = new ArrayList<>();
        for (Span span : found) {
            if (kept.stream().noneMatch(other -> span.start() < other.end() && other.start() < span.end())) {
                kept.add(span);
            }
        }
        kept.sort(Comparator.comparingInt(Span::start));
        return kept;
    }

    /** In quotes of whatever language, the closing ones at the end of a line. */
    private static boolean isQuoted(String where, int start, int end) {
        String after = where.substring(end, Math.min(where.length(), end + 3)).replaceFirst("^[ \u00a0\u202f]", "");
        String before = where.substring(Math.max(0, start - 2), start).replaceFirst("[ \u00a0\u202f]$", "");
        return !before.isEmpty()
                && QUOTES.indexOf(before.charAt(before.length() - 1)) >= 0
                && !after.isEmpty()
                && QUOTES.indexOf(after.charAt(0)) >= 0
                && (after.length() == 1 || after.charAt(1) == '\n');
    }
}
