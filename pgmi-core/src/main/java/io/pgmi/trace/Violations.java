// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.trace.Definitions.Definition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The statements that can break a constraint of a table: that write to it, or that set up what its rows break. */
final class Violations {
    private static final Set<String> ADDING = Set.of("insert", "update", "merge", "copy", "with", "execute");
    private static final Set<String> REMOVING = Set.of("delete", "update", "merge", "with", "truncate", "execute");
    private static final String UNIQUE = "23505";
    private static final String FOREIGN_KEY = "23503";

    private final ErrorFields error;
    private final String table;
    private final Definitions definitions;

    Violations(ErrorFields error, String table, Definitions definitions) {
        this.error = error;
        this.table = table;
        this.definitions = definitions;
    }

    List<Tokens> among(List<Tokens> statements) {
        List<Tokens> later = sinceConstraint(statements);
        List<Tokens> settingUp = later.stream().filter(this::setsUp).toList();
        // Functions of the server that look at rows which were there before, and that look at new ones.
        if (error.routine().startsWith("AT")
                || error.routine().startsWith("validate")
                || error.routine().startsWith("comparetup_index")) {
            return settingUp;
        }
        List<Tokens> writing = later.stream().filter(this::writes).toList();
        if (error.sqlState().equals(FOREIGN_KEY)) {
            List<Tokens> both = new ArrayList<>(fitting(writing));
            both.addAll(settingUp);
            return both;
        }
        List<Tokens> fitting = fitting(writing);
        return error.sqlState().equals(UNIQUE) && fitting.size() > 1 ? repeated(statements, fitting) : fitting;
    }

    /** Before it was there, nothing could break it. */
    private List<Tokens> sinceConstraint(List<Tokens> statements) {
        String constraint = error.constraint();
        for (int i = statements.size() - 1; i >= 0 && constraint != null; i--) {
            Tokens statement = statements.get(i);
            boolean creates = (statement.isWord(0, "create") || statement.isWord(0, "alter"))
                    && statement.names().contains(constraint)
                    && !statement.has("exists")
                    && !statement.has("drop");
            if (creates) {
                return statements.subList(i, statements.size());
            }
        }
        return statements;
    }

    private boolean setsUp(Tokens statement) {
        boolean index = statement.isWord(0, "create") && statement.has("index") && statement.has("unique");
        boolean alter =
                statement.isWord(0, "alter") || statement.isWord(0, "reindex") || statement.isWord(0, "refresh");
        return (index || alter) && (statement.names().contains(table) || statement.isWord(0, "reindex"));
    }

    private boolean writes(Tokens statement) {
        if (!error.sqlState().equals(FOREIGN_KEY)) {
            return ADDING.contains(statement.get(0).name()) && reaches(statement, table);
        }
        // Its table is the referencing one, whichever of the two was written to; then the message has the other one
        // too.
        Set<String> others = new HashSet<>(error.quoted());
        others.remove(table);
        others.remove(String.valueOf(error.constraint()));
        return others.isEmpty()
                ? ADDING.contains(statement.get(0).name()) && reaches(statement, table)
                : REMOVING.contains(statement.get(0).name())
                        && others.stream().anyMatch(other -> reaches(statement, other));
    }

    /** Itself, or through a view, a rule or a parent of the partition. */
    private boolean reaches(Tokens statement, String written) {
        if (statement.isWord(0, "execute") || target(statement).equals(written)) {
            return true;
        }
        boolean several = statement.isWord(0, "with") || statement.isWord(0, "truncate");
        Set<String> targets = several ? statement.names() : Set.of(target(statement));
        boolean passedOn = definitions.leadTo(
                targets,
                Violations::passesOn,
                one -> passesOn(one) && one.names().contains(written));
        // What neither is, nobody here knows.
        boolean unknown = !isKnown(written) && targets.stream().noneMatch(this::isKnown);
        return targets.contains(written) || passedOn || unknown;
    }

    private boolean isKnown(String name) {
        return !definitions.of(name).isEmpty();
    }

    private static boolean passesOn(Definition definition) {
        Tokens tokens = definition.tokens();
        return switch (definition.kind()) {
            case "view", "rule" -> true;
            case "table" -> tokens.has("partition") || tokens.has("inherits") || tokens.has("inherit");
            default -> false;
        };
    }

    private static String target(Tokens statement) {
        int at = statement.isWord(1, "into") || statement.isWord(1, "from") ? 2 : 1;
        at += statement.isWord(at, "only") ? 1 : 0;
        while (statement.isSymbol(at + 1, '.')) {
            at += 2;
        }
        return at < statement.size() ? statement.get(at).name() : "";
    }

    private List<Tokens> fitting(List<Tokens> writing) {
        boolean changed = definitions.of(table).stream()
                .anyMatch(one -> one.kind().equals("rule")
                        || (one.kind().equals("trigger") && one.tokens().has("before"))
                        || (one.kind().equals("table") && one.tokens().has("cascade")));
        return changed ? writing : writing.stream().filter(this::mayHaveWritten).toList();
    }

    private boolean mayHaveWritten(Tokens statement) {
        return !target(statement).equals(table)
                || rows(statement).map(rows -> rows.possible() > 0).orElse(true);
    }

    private Optional<WrittenRows> rows(Tokens statement) {
        return WrittenRows.of(statement, error, definitions.columnsOf(table));
    }

    /**
     * Of the same key inserted several times into a table that is created here, the first one went well: there was no such row.
     * Any other statement that writes to the table may have changed that.
     */
    private List<Tokens> repeated(List<Tokens> statements, List<Tokens> fitting) {
        boolean created = statements.stream()
                .anyMatch(one -> one.isWord(0, "create")
                        && Definitions.of(one).kind().equals("table")
                        && Definitions.of(one).name().equals(table)
                        && !one.has("exists"));
        boolean insertsOnly = statements.stream()
                .filter(one -> !one.isWord(0, "create")
                        && !one.isWord(0, "alter")
                        && one.names().contains(table))
                .allMatch(WrittenRows::isLiteral);
        if (!created || !insertsOnly) {
            return fitting;
        }
        int inserted = 0;
        for (Tokens statement : statements) {
            Optional<WrittenRows> rows =
                    statement.isWord(0, "insert") && target(statement).equals(table)
                            ? rows(statement)
                            : Optional.empty();
            if (rows.isPresent() && rows.get().possible() > rows.get().certain()) {
                return fitting;
            }
            inserted += rows.map(WrittenRows::certain).orElse(0);
            if (inserted > 1 && fitting.contains(statement)) {
                return List.of(statement);
            }
        }
        return fitting;
    }
}
