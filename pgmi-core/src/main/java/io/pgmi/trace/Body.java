// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.SqlLexer;
import io.pgmi.script.Statement;
import io.pgmi.script.TokenKind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a DO statement or of a CREATE FUNCTION or PROCEDURE, in the text of a file.
 *
 * @param function the name as it is written there, schema and quotes included; empty for DO
 * @param arguments how many input arguments it has
 * @param start offset behind the opening quote
 * @param end offset of the closing quote
 */
record Body(String sql, String function, int arguments, int start, int end) {
    private static final Pattern CREATE = Pattern.compile(
            "(?is)CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:FUNCTION|PROCEDURE)\\s+((?:\"(?:[^\"]|\"\")+\"|[\\w$]+)"
                    + "(?:\\s*\\.\\s*(?:\"(?:[^\"]|\"\")+\"|[\\w$]+))?)\\s*\\(");
    private static final Pattern ARGUMENT_OF_RESULT = Pattern.compile("(?is)\\s*(?:OUT|TABLE)\\s.*");

    /** The body that this statement holds as text, if it is one of those statements. */
    static Optional<Body> of(String sql, Statement statement) {
        SqlLexer lexer = new SqlLexer(sql, statement.start());
        if (!lexer.nextSignificant()) {
            return Optional.empty();
        }
        if (lexer.isWord("do")) {
            return literal(sql, lexer, statement.end(), "", 0);
        }
        Matcher create = CREATE.matcher(sql).region(statement.start(), statement.end());
        if (!create.lookingAt()) {
            return Optional.empty();
        }
        int arguments = arguments(sql, create.end());
        while (lexer.nextSignificant() && lexer.start() < statement.end()) {
            if (lexer.isWord("as")) {
                return literal(sql, lexer, statement.end(), create.group(1), arguments);
            }
        }
        return Optional.empty();
    }

    /** The next string, whose lines are those of the file: one with backslash escapes may have others. */
    private static Optional<Body> literal(String sql, SqlLexer lexer, int limit, String function, int arguments) {
        while (lexer.nextSignificant() && lexer.start() < limit) {
            if (lexer.kind() == TokenKind.DOLLAR_QUOTE) {
                int tag = sql.indexOf('$', lexer.start() + 1) + 1 - lexer.start();
                return Optional.of(new Body(sql, function, arguments, lexer.start() + tag, lexer.end() - tag));
            }
            if (lexer.kind() == TokenKind.STRING) {
                return lexer.quoteStart() > lexer.start()
                        ? Optional.empty()
                        : Optional.of(new Body(sql, function, arguments, lexer.start() + 1, lexer.end() - 1));
            }
        }
        return Optional.empty();
    }

    private static int arguments(String sql, int from) {
        SqlLexer lexer = new SqlLexer(sql, from);
        int depth = 1;
        int count = 0;
        int start = from;
        while (lexer.nextSignificant()) {
            depth += lexer.isSymbol('(') ? 1 : lexer.isSymbol(')') ? -1 : 0;
            if (depth == 0 || (depth == 1 && lexer.isSymbol(','))) {
                String argument = sql.substring(start, lexer.start());
                boolean input = !argument.isBlank()
                        && !ARGUMENT_OF_RESULT.matcher(argument).matches();
                count += input ? 1 : 0;
                start = lexer.end();
            }
            if (depth == 0) {
                return count;
            }
        }
        return count;
    }

    /** Whether a function that the server calls so, argument types included, may be this one. */
    boolean isOf(String signature) {
        int open = signature.indexOf('(');
        String name = open < 0 ? signature : signature.substring(0, open);
        String types = open < 0 ? "" : signature.substring(open + 1, signature.length() - 1);
        int given = open < 0 ? arguments : types.isBlank() ? 0 : types.split(",", -1).length;
        String[] theirs = parts(name);
        String[] ours = parts(function);
        boolean schema = theirs.length < 2 || ours.length < 2 || theirs[0].equals(ours[0]);
        return schema && given == arguments && theirs[theirs.length - 1].equals(ours[ours.length - 1]);
    }

    /** Schema and name as the server stores them. */
    private static String[] parts(String name) {
        String[] parts = name.split("\\s*\\.\\s*(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].strip();
            parts[i] = part.startsWith("\"") && part.length() > 1
                    ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                    : part.toLowerCase(Locale.ROOT);
        }
        return parts;
    }

    /** Offset of the first character of a line that is no white space; -1 where the body has no such line. */
    int lineStart(int line) {
        int at = start;
        for (int i = 1; i < line; i++) {
            at = sql.indexOf('\n', at) + 1;
            if (at == 0 || at > end) {
                return -1;
            }
        }
        while (at < end && SqlLexer.isSpace(sql.charAt(at)) && sql.charAt(at) != '\n') {
            at++;
        }
        return at < end && sql.charAt(at) != '\n' ? at : -1;
    }
}
