// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of deploy.sql before it runs. Only what is certain: a script that is right is never complained of.
 *
 * @param problems what makes the script fail on any server, each with {@code file:line:column}
 * @param warnings what it surely does not mean to do, likewise
 */
public record ScriptReview(List<String> problems, List<String> warnings) {
    public ScriptReview {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /**
     * Looks through a script.
     *
     * @param file the script's path as users know it
     * @param calls what {@link MacroCall#findAll} found in {@code sql}
     */
    public static ScriptReview of(String file, String sql, List<MacroCall> calls) {
        List<String> problems = new ArrayList<>(tokens(file, sql));
        List<String> warnings = new ArrayList<>();
        ExpandedScript script = ExpandedScript.outline(file, sql, calls);
        String begun = null;
        for (ScriptUnit unit : script.units()) {
            for (int i = 0; i < unit.statementCount(); i++) {
                Statement statement = unit.statements().get(i);
                String place = script.positionOfStatement(unit, i).toString();
                Opening opening = Opening.of(script.text(), statement);
                String problem = problem(
                        opening,
                        script.macroAt(statement.start()) != null,
                        begun != null,
                        unit.kind() == ScriptUnit.Kind.HEAD && unit.statementCount() > 1);
                if (problem != null) {
                    problems.add(place + ": " + problem);
                }
                if (opening.beginsTransaction()) {
                    begun = place;
                } else if (opening.preparesTransaction() || (statement.endsTransaction() && !opening.chains())) {
                    begun = null;
                }
            }
        }
        if (begun != null) {
            warnings.add(
                    begun + ": the transaction that begins here is never ended, so nothing after this BEGIN will be"
                            + " committed. End the script with COMMIT;");
        }
        return new ScriptReview(problems, warnings);
    }

    private static @Nullable String problem(Opening opening, boolean macro, boolean begun, boolean implicit) {
        if (macro && !begun) {
            return "CALL pgmi_test() needs an open transaction, because it runs each test in a savepoint: write BEGIN;"
                    + " before it and COMMIT; after it";
        }
        String alone = opening.needsToStandAlone();
        if (alone != null && (begun || implicit)) {
            return alone + " cannot run inside of a transaction, "
                    + (begun
                            ? "and one is open here: move it behind the COMMIT"
                            : "and all statements up to the first COMMIT are one: write a COMMIT; before it, and move it"
                                    + " behind that");
        }
        return opening.copiesFromClient()
                ? "COPY … FROM STDIN has no input here: load the data from a project file with SQL, such as INSERT …"
                        + " SELECT … FROM pgmi_source_view"
                : null;
    }

    /** What no statement may hold. */
    private static List<String> tokens(String file, String sql) {
        List<String> problems = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(sql);
        int commandLine = -1;
        while (lexer.next()) {
            if (!lexer.isTerminated()) {
                problems.add(
                        place(file, sql, lexer) + "this " + name(lexer.kind()) + " is not closed before the file ends");
            } else if (lexer.isSymbol('\\')) {
                int line = new SourceText(file, sql).position(lexer.start()).line();
                if (line != commandLine) {
                    problems.add(
                            place(file, sql, lexer) + "psql's backslash commands, such as \\i, \\set or \\restrict,"
                                    + " mean nothing to the server: take them out. Project files are run with EXECUTE of their"
                                    + " content in pgmi_plan_view");
                }
                commandLine = line;
            }
        }
        return problems;
    }

    private static String place(String file, String sql, SqlLexer lexer) {
        return new SourceText(file, sql).position(lexer.start()) + ": ";
    }

    private static String name(TokenKind kind) {
        return switch (kind) {
            case BLOCK_COMMENT -> "comment";
            case QUOTED_IDENTIFIER -> "quoted identifier";
            default -> "string";
        };
    }

    /** Whether the script has this text anywhere but in a comment: in strings and bodies too, so a false is certain. */
    public static boolean mentions(String sql, String lowerCaseText) {
        SqlLexer lexer = new SqlLexer(sql);
        while (lexer.nextSignificant()) {
            if (lexer.text().toLowerCase(Locale.ROOT).contains(lowerCaseText)) {
                return true;
            }
        }
        return false;
    }
}
