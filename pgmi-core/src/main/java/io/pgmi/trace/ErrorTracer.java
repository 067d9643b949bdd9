// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.SourcePosition;
import io.pgmi.script.SourceText;
import io.pgmi.script.SqlLexer;
import io.pgmi.script.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the innermost place of the call stack that is in a project file. The server sends the text of what failed along, so a
 * place is known by that text; a line of a function by the statement that creates it.
 */
public final class ErrorTracer {
    /** A shorter text may stand in another by chance. */
    private static final int WORTH_SEARCHING = 24;

    private static final int WORTH_RECOGNISING = 8;

    private final List<SourceText> files;
    private final SourceText script;
    private final Definitions definitions;

    /**
     * For one project.
     *
     * @param files all that deploy.sql could see, tests too
     * @param script deploy.sql
     */
    public ErrorTracer(List<SourceText> files, SourceText script) {
        this.files = List.copyOf(files);
        this.script = script;
        this.definitions = new Definitions(all());
    }

    /** A file's text in another one, from this offset on. */
    private record Match(SourceText file, int start) {
        boolean holds(int offset) {
            return offset >= start && offset < end();
        }

        int end() {
            return start + file.text().length();
        }

        boolean covers(Match other) {
            boolean longer = file.text().length() > other.file.text().length();
            return longer && start <= other.start && end() >= other.end();
        }
    }

    /**
     * The place of an error.
     *
     * @param scriptPosition where in deploy.sql the server found it, or where the statement starts that failed; null where that is
     *     unknown
     * @param isExact whether the server found it there, so that nothing inside of it can be meant
     */
    public Optional<Place> trace(ErrorFields error, @Nullable SourcePosition scriptPosition, boolean isExact) {
        CallStack stack = CallStack.of(error, files);
        List<Frame> frames = stack.frames();
        SourcePosition caller =
                scriptPosition == null || isExact ? scriptPosition : inScript(scriptPosition, frames, error);
        for (int i = 0; i < frames.size() && !isExact; i++) {
            List<SourcePosition> found = place(error, frames, i);
            if (!found.isEmpty()) {
                boolean own = found.get(0).file().equals(script.file());
                return Optional.of(
                        new Place(found, excerpt(found.get(0)), own ? null : caller, where(error, stack, i > 0)));
            }
        }
        if (caller == null) {
            return Optional.empty();
        }
        return RefusedByExecute.of(error)
                .filter(refused -> !isExact && frames.size() == 1)
                .flatMap(refused -> refused.among(files, script))
                .map(place -> new Place(List.of(place), excerpt(place), caller, stack.shortened()))
                .or(() -> Optional.of(
                        new Place(List.of(caller), script.excerpt(caller), null, where(error, stack, true))));
    }

    /** Above the stack, the statement with the error where it is in no file: the server names that place, but not in the stack. */
    private static @Nullable String where(ErrorFields error, CallStack stack, boolean withStatement) {
        if (!withStatement || error.internalQuery() == null || error.internalPosition() <= 0) {
            return stack.shortened();
        }
        SourceText source = new SourceText("", error.internalQuery());
        SourcePosition position = source.positionOfCharacter(error.internalPosition());
        String place = "line " + position.line() + ", column " + position.column() + " of the statement that it ran\n"
                + source.excerpt(position).indent(4).stripTrailing();
        return stack.shortened() == null ? place : place + "\n" + stack.shortened();
    }

    private List<SourcePosition> place(ErrorFields error, List<Frame> frames, int index) {
        List<Frame> inner = frames.subList(0, index);
        if (frames.get(index) instanceof Frame.Sql sql) {
            List<SourcePosition> found = inText(error, sql, inner);
            return found.isEmpty() && !isRunByFile(frames.subList(index + 1, frames.size()))
                    ? inPart(error, sql, inner)
                    : found;
        }
        if (frames.get(index) instanceof Frame.Line line && !line.isBlock()) {
            return inBodies(line.function(), body -> BodyLine.offset(body, line, inner, error, definitions));
        }
        return frames.get(index) instanceof Frame.SqlFunction function ? inFunction(function, inner) : List.of();
    }

    /** Then its text stems from that file, or from anywhere, but is no other file's statement. */
    private boolean isRunByFile(List<Frame> outer) {
        return outer.stream()
                .anyMatch(frame -> frame instanceof Frame.Sql sql
                        && files.stream().anyMatch(file -> file.text().equals(sql.text())));
    }

    /** A whole file, or several joined, with other text between or not; else a function's body that is read as one. */
    private List<SourcePosition> inText(ErrorFields error, Frame.Sql sql, List<Frame> inner) {
        List<Match> matches = matches(sql.text());
        int offset = sql.position() > 0
                ? SourceText.offset(sql.text(), 0, sql.position())
                : matches.isEmpty() ? -1 : new FailedStatement(sql.text(), definitions).offset(error, inner);
        List<Match> there =
                matches.stream().filter(match -> match.holds(offset)).toList();
        if (!there.isEmpty()) {
            return there.stream()
                    .map(match -> match.file().position(offset - match.start()))
                    .toList();
        }
        boolean one = !matches.isEmpty()
                && matches.stream()
                        .allMatch(match -> match.start() == matches.get(0).start());
        if (one && offset < 0) {
            return matches.stream()
                    .map(match -> SourcePosition.ofFile(match.file().file()))
                    .toList();
        }
        return matches.isEmpty() && sql.position() > 0
                ? inBodies(sql.text(), body -> body.text().equals(sql.text()), body -> body.start() + offset)
                : List.of();
    }

    /** Files whose text stands in this one: the file's own text first of all. */
    private List<Match> matches(String sql) {
        List<Match> same = files.stream()
                .filter(file -> file.text().equals(sql))
                .map(file -> new Match(file, 0))
                .toList();
        if (!same.isEmpty()) {
            return same;
        }
        List<Match> parts = new ArrayList<>();
        for (SourceText file : files) {
            String text = file.text();
            if (text.length() < sql.length() && text.strip().length() >= WORTH_RECOGNISING) {
                for (int at = sql.indexOf(text); at >= 0; at = sql.indexOf(text, at + text.length())) {
                    parts.add(new Match(file, at));
                }
            }
        }
        return parts.stream()
                .filter(part -> parts.stream().noneMatch(other -> other.covers(part)))
                .filter(part -> isBetweenStatements(sql, part))
                .toList();
    }

    private static boolean isBetweenStatements(String sql, Match part) {
        int before = part.start();
        while (before > 0 && SqlLexer.isSpace(sql.charAt(before - 1))) {
            before--;
        }
        int after = part.end();
        while (after < sql.length() && SqlLexer.isSpace(sql.charAt(after))) {
            after++;
        }
        String own = part.file().text().stripTrailing();
        return (before == 0 || ";/".indexOf(sql.charAt(before - 1)) >= 0 || endsComment(sql, before))
                && (after == sql.length() || sql.charAt(after) == ';' || own.endsWith(";") || own.endsWith("/"));
    }

    private static boolean endsComment(String sql, int end) {
        return sql.substring(sql.lastIndexOf('\n', end - 1) + 1, end).contains("--");
    }

    /** Statements of one file, which stand there once. */
    private List<SourcePosition> inPart(ErrorFields error, Frame.Sql sql, List<Frame> inner) {
        String part = sql.text().strip();
        List<SourceText> holding = part.length() < WORTH_SEARCHING
                ? List.of()
                : files.stream().filter(file -> file.text().contains(part)).toList();
        if (holding.isEmpty()
                || holding.stream()
                        .anyMatch(file -> !file.text().equals(holding.get(0).text()))
                || !isWhole(holding.get(0).text(), part)) {
            return List.of();
        }
        int start = holding.get(0).text().indexOf(part) - sql.text().indexOf(part);
        int offset = sql.position() > 0
                ? SourceText.offset(sql.text(), 0, sql.position())
                : new FailedStatement(sql.text(), definitions).offset(error, inner);
        return offset < 0
                ? List.of()
                : holding.stream().map(file -> file.position(start + offset)).toList();
    }

    /** Once, and from the start of a statement or a comment before it to the end of one. */
    private static boolean isWhole(String text, String part) {
        int start = text.indexOf(part);
        int end = start + part.length();
        String before = text.substring(0, start).stripTrailing();
        return text.indexOf(part, start + 1) < 0
                && (before.isEmpty() || before.endsWith(";"))
                && (part.endsWith(";")
                        || text.substring(end).isBlank()
                        || text.substring(end).strip().startsWith(";"));
    }

    private List<SourcePosition> inFunction(Frame.SqlFunction function, List<Frame> inner) {
        Frame child = inner.isEmpty() ? null : inner.get(inner.size() - 1);
        return inBodies(function.function(), body -> {
            String text = body.text();
            if (child instanceof Frame.Sql sql && sql.position() > 0) {
                return sql.text().equals(text) ? body.start() + SourceText.offset(text, 0, sql.position()) : -1;
            }
            List<Statement> statements = Statement.all(text);
            int number = statements.size() == 1 ? 1 : function.statement();
            return number < 1 || number > statements.size()
                    ? -1
                    : body.start() + statements.get(number - 1).start();
        });
    }

    private interface OffsetInBody {
        int in(Body body);
    }

    private List<SourcePosition> inBodies(String function, OffsetInBody offset) {
        return inBodies(FunctionName.simple(function), body -> body.isOf(function), offset);
    }

    /** In the one body that it may be, or in the same one of files of equal text; of two it may be either, so none. */
    private List<SourcePosition> inBodies(String mentioned, Predicate<Body> isIt, OffsetInBody offset) {
        Pattern mention = Pattern.compile(mentioned, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        List<SourcePosition> places = new ArrayList<>();
        String text = null;
        int place = -1;
        for (SourceText file : all()) {
            List<Statement> statements = mention.matcher(file.text()).find() ? Statement.all(file.text()) : List.of();
            for (Statement statement : statements) {
                Optional<Body> body = Body.of(file.text(), statement).filter(isIt);
                int found = body.map(offset::in).orElse(-1);
                if (found >= 0) {
                    if (text != null && !(found == place && text.equals(file.text()))) {
                        return List.of();
                    }
                    text = file.text();
                    place = found;
                    places.add(file.position(found));
                }
            }
        }
        return places;
    }

    private List<SourceText> all() {
        List<SourceText> all = new ArrayList<>(files);
        all.add(script);
        return all;
    }

    /** In the body of the DO statement that starts there, where the oldest frame tells a line of it. */
    private SourcePosition inScript(SourcePosition start, List<Frame> frames, ErrorFields error) {
        Frame oldest = frames.isEmpty() ? null : frames.get(frames.size() - 1);
        if (!(oldest instanceof Frame.Line line) || !line.isBlock()) {
            return start;
        }
        List<Frame> inner = frames.subList(0, frames.size() - 1);
        return Statement.all(script.text()).stream()
                .filter(statement -> script.position(statement.start()).equals(start))
                .findFirst()
                .flatMap(statement -> Body.of(script.text(), statement))
                .filter(Body::isBlock)
                .map(body -> BodyLine.offset(body, line, inner, error, definitions))
                .filter(offset -> offset >= 0)
                .map(script::position)
                .orElse(start);
    }

    private @Nullable String excerpt(SourcePosition position) {
        return position.line() == 0
                ? null
                : all().stream()
                        .filter(file -> file.file().equals(position.file()))
                        .findFirst()
                        .map(file -> file.excerpt(position))
                        .orElse(null);
    }
}
