// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.SourceText;
import io.pgmi.script.Statement;
import io.pgmi.trace.Definitions.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of several statements failed, where the server names only the whole text. It may be known all the same: when one alone has
 * the body whose line the call stack names, or calls what it names, or can raise such an error.
 */
final class FailedStatement {
    private final String sql;
    private final Definitions definitions;
    private final List<Statement> statements;

    FailedStatement(String sql, Definitions definitions) {
        this.sql = sql;
        this.definitions = definitions;
        this.statements = Statement.all(sql);
    }

    /**
     * The offset of the statement, or of the place in its body.
     *
     * @param inner the call stack inside of this text, newest first
     * @return -1 where more than one may be it, or none
     */
    int offset(ErrorFields error, List<Frame> inner) {
        Frame child = inner.isEmpty() ? null : inner.get(inner.size() - 1);
        if (child instanceof Frame.Line line && line.isBlock()) {
            return inBlock(line, inner.subList(0, inner.size() - 1), error);
        }
        if (child instanceof Frame.Sql part && part.position() > 0) {
            int found = part(part);
            if (found >= 0) {
                return found;
            }
        }
        if (statements.size() == 1) {
            return statements.get(0).start();
        }
        if (child instanceof Frame.Line line) {
            return caller(FunctionName.simple(line.function()));
        }
        if (child instanceof Frame.SqlFunction function) {
            return caller(FunctionName.simple(function.function()));
        }
        return child == null ? only(new Suspects(error, definitions).among(tokens())) : -1;
    }

    /** A body, say, that was read while its function was created: it stands here once, and whole. */
    private int part(Frame.Sql part) {
        int found = sql.indexOf(part.text());
        return found < 0 || part.text().isBlank() || sql.indexOf(part.text(), found + 1) >= 0
                ? -1
                : SourceText.offset(sql, found, part.position());
    }

    private int inBlock(Frame.Line line, List<Frame> inner, ErrorFields error) {
        List<Integer> found = new ArrayList<>();
        for (Statement statement : statements) {
            Body.of(sql, statement)
                    .filter(Body::isBlock)
                    .map(body -> BodyLine.offset(body, line, inner, error, definitions))
                    .filter(offset -> offset >= 0)
                    .ifPresent(found::add);
        }
        return found.size() == 1 ? found.get(0) : -1;
    }

    /** The one that calls the function, itself or through a trigger, a default or a view; what creates a function calls none. */
    private int caller(String function) {
        Predicate<Definition> calls = definition -> definition.names().contains(function)
                && !definition.kind().equals("function")
                && !definition.kind().equals("procedure");
        List<Tokens> running = tokens().stream()
                .filter(statement -> Signature.created(statement).isEmpty() && !statement.isWord(0, "do"))
                .filter(statement -> !Set.of("trigger", "rule")
                        .contains(Definitions.of(statement).kind()))
                .toList();
        return only(running.stream()
                .filter(statement -> statement.names().contains(function)
                        || definitions.leadTo(statement.names(), definition -> true, calls))
                .toList());
    }

    private List<Tokens> tokens() {
        return statements.stream()
                .map(statement -> new Tokens(sql, statement.start(), statement.end()))
                .toList();
    }

    private static int only(List<Tokens> found) {
        return found.size() == 1 ? found.get(0).get(0).start() : -1;
    }
}
