// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.SourcePosition;
import io.pgmi.script.SourceText;
import io.pgmi.script.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A command that a file may hold and EXECUTE does not take: COPY from or to the client, and what begins or ends a transaction
 * (PostgreSQL manual, "Executing Dynamic Commands"). The server then names the EXECUTE, and nothing of the text that it was given.
 */
final class RefusedByExecute {
    private static final String ROUTINE = "exec_stmt_dynexecute";
    private static final Set<String> TRANSACTION =
            Set.of("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release");

    private static final Pattern OWN_COMMAND = Pattern.compile(
            "\\bexecute\\b[^;]*['$][^;]*\\b(?:copy|prepare|" + String.join("|", TRANSACTION) + ")\\b",
            Pattern.CASE_INSENSITIVE);

    private final boolean copy;

    private RefusedByExecute(boolean copy) {
        this.copy = copy;
    }

    /** Empty where the error is another one. */
    static Optional<RefusedByExecute> of(ErrorFields error) {
        // EXECUTE of SELECT INTO, too, says so with that SQLSTATE, but an INTO may mean much.
        boolean refused = error.sqlState().equals("0A000")
                && error.routine().equals(ROUTINE)
                && !error.message().contains("INTO");
        return refused ? Optional.of(new RefusedByExecute(error.message().contains("COPY"))) : Optional.empty();
    }

    /**
     * Its first one in the only file that has one; empty where several have.
     *
     * @param script deploy.sql, whose EXECUTE may bring a command of its own
     */
    Optional<SourcePosition> among(List<SourceText> files, SourceText script) {
        List<SourcePosition> found =
                files.stream().flatMap(file -> first(file).stream()).toList();
        return found.size() != 1 || OWN_COMMAND.matcher(script.text()).find()
                ? Optional.empty()
                : Optional.of(found.get(0));
    }

    private Optional<SourcePosition> first(SourceText file) {
        return Statement.all(file.text()).stream()
                .map(statement -> new Tokens(file.text(), statement.start(), statement.end()))
                .filter(this::isRefused)
                .findFirst()
                .map(statement -> file.position(statement.get(0).start()));
    }

    private boolean isRefused(Tokens statement) {
        boolean transaction = TRANSACTION.contains(statement.get(0).name())
                || (statement.isWord(0, "prepare") && statement.isWord(1, "transaction"));
        return copy ? statement.isWord(0, "copy") && (statement.has("stdin") || statement.has("stdout")) : transaction;
    }
}
