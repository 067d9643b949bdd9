// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server's call stack, read. It comes as lines in the language of lc_messages, among them the SQL that functions ran, in
 * quotes but with nothing escaped, so what is a project file's text is found first, by that text.
 */
final class CallStack {
    /** A function of PL/pgSQL. Japanese and Chinese write the word for function right before its name. */
    private static final Pattern FUNCTION = Pattern.compile("(?:\\s|^)(" + Frame.Line.BLOCK
            + "|(?:[^\\s\"«»(.]+\\.|\"[^\"\\n]+\"\\.)?(?:[^\\s\"«»(.]+|\"[^\"\\n]+\")\\([^()\\n]*\\))");

    /** Korean and Greek do. */
    private static final Pattern QUOTED_FUNCTION =
            Pattern.compile("[\"«](" + Frame.Line.BLOCK + "|[^\"«»\\n]+\\([^()\\n]*\\))[\"»]");

    private static final Pattern EASTERN_WORD = Pattern.compile("関数|函数");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,8}");
    /** All languages say SQL before the quotes. */
    private static final Pattern OPENING =
            Pattern.compile("[^\"“„«»\\n]{0,80}?SQL[^\"“„«»\\n]{0,80}?([\"“„«»])[ \u00a0\u202f]?");

    private static final Map<String, String> CLOSING = Map.of("\"", "\"", "“", "”", "„", "“", "«", "»", "»", "«");
    /** Of other text that was run, as much as tells which it is. */
    private static final int SHOWN_LINES = 5;

    private static final int SHOWN_CHARACTERS = 500;

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
            // The rest of the line says in some language that SQL was run.
            int ofThisFrame = where.lastIndexOf('\n', span.start()) + 1;
            readFrames(where.substring(at, Math.max(at, ofThisFrame)));
            frames.add(new Frame.Sql(where.substring(span.start(), span.end()), 0));
            int end = where.indexOf('\n', span.end());
            String quoted = where.substring(Math.max(at, ofThisFrame), span.start())
                    + span.file().file();
            show(quoted + where.substring(span.end(), end < 0 ? where.length() : end));
            at = end < 0 ? where.length() : end + 1;
        }
        readFrames(where.substring(at));
    }

    private void show(String frame) {
        shortened.append(shortened.length() == 0 ? "" : "\n").append(frame);
    }

    private void readFrames(String text) {
        int at = 0;
        while (at < text.length()) {
            int end = readFrame(text, at);
            show(shown(text.substring(at, end)));
            at = end + 1;
        }
    }

    /** Reads what starts there and returns where it ends. */
    private int readFrame(String text, int start) {
        int next = text.indexOf('\n', start);
        int lineEnd = next < 0 ? text.length() : next;
        String line = text.substring(start, lineEnd);
        Matcher opening = OPENING.matcher(line);
        boolean quotes = opening.lookingAt();
        if (line.contains("PL/pgSQL") && readLine(line)) {
            return lineEnd;
        }
        if (!quotes) {
            return lineEnd;
        }
        String closing = CLOSING.getOrDefault(opening.group(1), opening.group(1));
        String behind = line.substring(opening.end());
        int close = behind.indexOf(closing);
        boolean named = close > 0
                && close + 1 < behind.length()
                && behind.substring(0, close).strip().matches("\\S+")
                && behind.substring(close + 1).chars().noneMatch(c -> QUOTES.indexOf(c) >= 0);
        if (named && !line.contains("PL/pgSQL")) {
            Matcher number = NUMBER.matcher(behind.substring(close + 1));
            frames.add(new Frame.SqlFunction(
                    behind.substring(0, close).strip(), number.find() ? Integer.parseInt(number.group()) : 0));
            return lineEnd;
        }
        int end = endOfQuote(text, start + opening.end(), closing);
        if (end < 0) {
            return lineEnd;
        }
        String quoted = text.substring(start + opening.end(), end);
        frames.add(new Frame.Sql(quoted.replaceFirst("[ \u00a0\u202f]$", ""), 0));
        return end + 1;
    }

    /** Nothing in the quotes is escaped: they end with a line, where another frame follows. */
    private static int endOfQuote(String text, int from, String closing) {
        int last = -1;
        for (int at = text.indexOf(closing, from); at >= 0; at = text.indexOf(closing, at + 1)) {
            int behind = at + 1;
            if (behind >= text.length()) {
                return at;
            }
            if (text.charAt(behind) == '\n') {
                int end = text.indexOf('\n', behind + 1);
                String following = text.substring(behind + 1, end < 0 ? text.length() : end);
                last = last < 0 ? at : last;
                if (following.contains("PL/pgSQL") || OPENING.matcher(following).lookingAt()) {
                    return at;
                }
            }
        }
        return last;
    }

    /** Where the words stand depends on the language; the keyword of a statement is the same in all. */
    private boolean readLine(String line) {
        String text = QUOTED_FUNCTION
                .matcher(EASTERN_WORD.matcher(line).replaceFirst(" "))
                .replaceFirst(" $1 ");
        Matcher name = FUNCTION.matcher(text);
        if (!name.find()) {
            return false;
        }
        String rest = (text.substring(0, name.start()) + " " + text.substring(name.end())).replace("PL/pgSQL", "");
        Matcher number = NUMBER.matcher(rest);
        if (rest.chars().anyMatch(c -> QUOTES.indexOf(c) >= 0) || !number.find()) {
            return false;
        }
        frames.add(new Frame.Line(name.group(1), Integer.parseInt(number.group()), rest));
        return true;
    }

    /** A log is no place for whole files. */
    private static String shown(String frame) {
        int end = -1;
        for (int i = 0; i < SHOWN_LINES; i++) {
            end = frame.indexOf('\n', end + 1);
            if (end < 0) {
                break;
            }
        }
        int limit = Math.min(end < 0 ? frame.length() : end, SHOWN_CHARACTERS);
        return limit == frame.length() ? frame : frame.substring(0, limit) + " …\"";
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
