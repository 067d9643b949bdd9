// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.SourceText;
import io.pgmi.script.SqlLexer;
import io.pgmi.script.Statement;
import io.pgmi.script.TokenKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of several statements failed, where the server names only the whole text. It may be known all the same: when one alone
 * can raise such an error, or deals with what the error names, or has the body whose line the call stack names.
 */
final class FailedStatement {
    private static final Pattern QUOTED_NAME = Pattern.compile("[\"“„«]\\s?([^\"“”„«»]+?)\\s?[\"”“»]");
    private static final Set<String> WRITING =
            Set.of("insert", "update", "delete", "merge", "with", "copy", "alter", "create", "truncate");
    private static final Set<String> COMPUTING = Set.of(
            "insert", "update", "delete", "merge", "with", "select", "values", "alter", "create", "call", "execute",
            "refresh", "table", "copy");
    private static final Set<String> NEVER_ROWS = Set.of("function", "procedure", "view", "schema", "role", "sequence");

    private final String sql;
    private final List<Statement> statements;

    FailedStatement(String sql) {
        this.sql = sql;
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
            return inBlock(line, inner.size() > 1 ? inner.get(inner.size() - 2) : null);
        }
        if (child instanceof Frame.Sql part && part.position() > 0) {
            // A body, say, that was read while its function was created.
            int found = sql.indexOf(part.text());
            return found < 0 || sql.indexOf(part.text(), found + 1) >= 0
                    ? -1
                    : SourceText.offset(sql, found, part.position());
        }
        if (statements.size() == 1) {
            return statements.get(0).start();
        }
        if (child instanceof Frame.Line line) {
            return only(statement -> words(statement).contains(FunctionName.simple(line.function())));
        }
        if (child instanceof Frame.SqlFunction function) {
            return only(statement -> words(statement).contains(FunctionName.simple(function.function())));
        }
        return byError(error);
    }

    private int inBlock(Frame.Line line, @Nullable Frame inner) {
        List<Integer> found = new ArrayList<>();
        for (Statement statement : statements) {
            Body.of(sql, statement)
                    .filter(body -> body.function().isEmpty())
                    .map(body -> BodyLine.offset(body, line, inner))
                    .filter(offset -> offset >= 0)
                    .ifPresent(found::add);
        }
        return found.size() == 1 ? found.get(0) : -1;
    }

    private int byError(ErrorFields error) {
        String group = error.sqlState().substring(0, 2);
        Set<String> names = names(error);
        return switch (group) {
            // Integrity of rows, which CREATE TABLE alone cannot break.
            case "23" ->
                only(statement -> WRITING.contains(verb(statement))
                        && !createsNoRows(statement)
                        && (names.isEmpty() || mentions(statement, names)));
            // Values.
            case "22" ->
                only(statement -> COMPUTING.contains(verb(statement))
                        && !createsNoRows(statement)
                        && ifDivision(error, statement));
            // Names, rights, dependent objects.
            case "42", "2B", "3F", "55", "0A" -> names.isEmpty() ? -1 : only(statement -> mentions(statement, names));
            default -> -1;
        };
    }

    private boolean ifDivision(ErrorFields error, Statement statement) {
        if (!error.sqlState().equals("22012")) {
            return true;
        }
        SqlLexer lexer = new SqlLexer(sql, statement.start());
        while (lexer.nextSignificant() && lexer.start() < statement.end()) {
            if (lexer.isSymbol('/') || lexer.isSymbol('%') || lexer.isWord("div") || lexer.isWord("mod")) {
                return true;
            }
        }
        return false;
    }

    /** Which table where the error tells; else whatever its message has in quotes. */
    private static Set<String> names(ErrorFields error) {
        if (!error.names().isEmpty() && error.sqlState().startsWith("23")) {
            Set<String> table = new HashSet<>(Set.of(error.names().get(0)));
            // The table of a foreign key is the referencing one, whichever of the two was written to.
            if (error.sqlState().equals("23503")) {
                table.addAll(quoted(error.message()));
            }
            return table;
        }
        Set<String> names = new HashSet<>(quoted(error.message()));
        if (error.sqlState().equals("2BP01")) {
            names.addAll(List.of(error.message().split("[^\\w$]+")));
        }
        return names;
    }

    private static Set<String> quoted(String message) {
        Set<String> names = new HashSet<>();
        Matcher matcher = QUOTED_NAME.matcher(message);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private boolean mentions(Statement statement, Set<String> names) {
        Set<String> words = words(statement);
        return names.stream()
                .map(name -> name.contains("(") ? name.substring(0, name.indexOf('(')) : name)
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .anyMatch(words::contains);
    }

    private boolean createsNoRows(Statement statement) {
        SqlLexer lexer = new SqlLexer(sql, statement.start());
        lexer.nextSignificant();
        if (!lexer.isWord("create")) {
            return false;
        }
        boolean query = false;
        boolean index = false;
        while (lexer.nextSignificant() && lexer.start() < statement.end()) {
            String word = lexer.text().toLowerCase(Locale.ROOT);
            if (NEVER_ROWS.contains(word) && !query) {
                return true;
            }
            index |= word.equals("index");
            query |= word.equals("select") || word.equals("values");
        }
        return !query && !index;
    }

    private String verb(Statement statement) {
        SqlLexer lexer = new SqlLexer(sql, statement.start());
        return lexer.nextSignificant() ? lexer.text().toLowerCase(Locale.ROOT) : "";
    }

    /** The names in a statement, as the server stores them. */
    private Set<String> words(Statement statement) {
        Set<String> words = new HashSet<>();
        SqlLexer lexer = new SqlLexer(sql, statement.start());
        while (lexer.nextSignificant() && lexer.start() < statement.end()) {
            if (lexer.kind() == TokenKind.WORD) {
                words.add(lexer.text().toLowerCase(Locale.ROOT));
            } else if (lexer.kind() == TokenKind.QUOTED_IDENTIFIER && lexer.isTerminated()) {
                words.add(sql.substring(lexer.quoteStart() + 1, lexer.end() - 1).replace("\"\"", "\""));
            }
        }
        return words;
    }

    private int only(Predicate<Statement> may) {
        List<Statement> found = statements.stream().filter(may).toList();
        return found.size() == 1 ? found.get(0).start() : -1;
    }
}
