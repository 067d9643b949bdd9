// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.SourcePosition;
import io.pgmi.script.SourceText;
import io.pgmi.script.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the innermost place of the call stack that is in a project file. The server sends the text of what failed along, so a
 * place is known by that text; a line of a function by the statement that creates it.
 */
public final class ErrorTracer {
    private static final int WORTH_SEARCHING = 24;

    private final List<SourceText> files;
    private final SourceText script;

    /**
     * For one project.
     *
     * @param files all that deploy.sql could see, tests too
     * @param script deploy.sql
     */
    public ErrorTracer(List<SourceText> files, SourceText script) {
        this.files = List.copyOf(files);
        this.script = script;
    }

    /** A text in a file: the offset there of the text's first character. */
    private record Match(SourceText file, int shift) {}

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
        SourcePosition caller = scriptPosition == null || isExact ? scriptPosition : inScript(scriptPosition, frames);
        for (int i = 0; i < frames.size() && !isExact; i++) {
            List<SourcePosition> found = place(error, frames, i);
            if (!found.isEmpty()) {
                boolean own = found.get(0).file().equals(script.file());
                return Optional.of(
                        new Place(found, excerpt(found.get(0)), own ? null : caller, where(error, stack, i > 0)));
            }
        }
        return caller == null
                ? Optional.empty()
                : Optional.of(new Place(List.of(caller), script.excerpt(caller), null, where(error, stack, true)));
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
            return inText(error, sql, inner);
        }
        Frame child = index == 0 ? null : frames.get(index - 1);
        if (frames.get(index) instanceof Frame.Line line && !line.isBlock()) {
            return inFunction(line, child);
        }
        return frames.get(index) instanceof Frame.SqlFunction function ? inFunction(function, child) : List.of();
    }

    private List<SourcePosition> inText(ErrorFields error, Frame.Sql sql, List<Frame> inner) {
        List<SourcePosition> places = new ArrayList<>();
        for (Match match : matches(sql.text())) {
            SourceText file = match.file();
            if (sql.position() > 0) {
                int offset = match.shift() + SourceText.offset(sql.text(), 0, sql.position());
                if (offset >= 0 && offset <= file.text().length()) {
                    places.add(file.position(offset));
                }
                continue;
            }
            int offset = match.shift() <= 0
                    ? new FailedStatement(file.text()).offset(error, inner)
                    : match.shift() + new FailedStatement(sql.text()).offset(error, inner);
            places.add(offset < 0 ? SourcePosition.ofFile(file.file()) : file.position(offset));
        }
        return places;
    }

    /** The files whose text this is; else those that it has as its longest part; else the one that it is a part of. */
    private List<Match> matches(String sql) {
        List<Match> same = files.stream()
                .filter(file -> file.text().equals(sql))
                .map(file -> new Match(file, 0))
                .toList();
        if (!same.isEmpty()) {
            return same;
        }
        Optional<SourceText> part = files.stream()
                .filter(file -> file.text().length() >= WORTH_SEARCHING && occursOnce(sql, file.text()))
                .max(Comparator.comparingInt(file -> file.text().length()));
        if (part.isPresent()) {
            String text = part.get().text();
            return files.stream()
                    .filter(file -> file.text().equals(text))
                    .map(file -> new Match(file, -sql.indexOf(text)))
                    .toList();
        }
        List<SourceText> whole = sql.length() < WORTH_SEARCHING
                ? List.of()
                : files.stream().filter(file -> file.text().contains(sql)).toList();
        return whole.size() == 1 && occursOnce(whole.get(0).text(), sql)
                ? List.of(new Match(whole.get(0), whole.get(0).text().indexOf(sql)))
                : List.of();
    }

    private static boolean occursOnce(String text, String part) {
        int at = text.indexOf(part);
        return at >= 0 && text.indexOf(part, at + 1) < 0;
    }

    private List<SourcePosition> inFunction(Frame.Line line, @Nullable Frame inner) {
        return inBodies(line.function(), body -> BodyLine.offset(body, line, inner));
    }

    private List<SourcePosition> inFunction(Frame.SqlFunction function, @Nullable Frame inner) {
        return inBodies(function.function(), body -> {
            String text = body.sql().substring(body.start(), body.end());
            if (inner instanceof Frame.Sql sql
                    && sql.position() > 0
                    && sql.text().equals(text)) {
                return body.start() + SourceText.offset(text, 0, sql.position());
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

    /** In the one text that creates the function; in two of different text it may be either, so in none. */
    private List<SourcePosition> inBodies(String function, OffsetInBody offset) {
        List<SourcePosition> places = new ArrayList<>();
        String text = null;
        for (SourceText file : all()) {
            if (!file.text().contains(FunctionName.simple(function))) {
                continue;
            }
            for (Statement statement : Statement.all(file.text())) {
                Optional<Body> body = Body.of(file.text(), statement).filter(one -> one.isOf(function));
                int found = body.map(offset::in).orElse(-1);
                if (found >= 0) {
                    boolean another =
                            text != null && !(text.equals(file.text()) && !places.contains(file.position(found)));
                    if (another) {
                        return List.of();
                    }
                    text = file.text();
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
    private SourcePosition inScript(SourcePosition start, List<Frame> frames) {
        Frame oldest = frames.isEmpty() ? null : frames.get(frames.size() - 1);
        if (!(oldest instanceof Frame.Line line) || !line.isBlock()) {
            return start;
        }
        Frame inner = frames.size() > 1 ? frames.get(frames.size() - 2) : null;
        return Statement.all(script.text()).stream()
                .filter(statement -> script.position(statement.start()).equals(start))
                .findFirst()
                .flatMap(statement -> Body.of(script.text(), statement))
                .filter(body -> body.function().isEmpty())
                .map(body -> BodyLine.offset(body, line, inner))
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
