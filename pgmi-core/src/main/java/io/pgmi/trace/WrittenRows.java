// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.TokenKind;
import io.pgmi.trace.Tokens.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of an INSERT with literals, or the literals that an UPDATE sets, held against the row or the key that an error's DETAIL shows. */
final class WrittenRows {
    /** {@code Key (a, b)=(1, x) already exists.}, in whatever language. */
    private static final Pattern KEY = Pattern.compile("\\(([^()]*)\\)=\\((.*)\\)", Pattern.DOTALL);
    /** {@code Failing row contains (1, null).} */
    private static final Pattern ROW = Pattern.compile("\\((.*)\\)", Pattern.DOTALL);
    /** What the server gives back as it was written, whatever the column's type; a date, say, it may write in another way. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L} @_-]+");

    private static final Set<String> OTHER_SPELLINGS = Set.of(
            "true",
            "false",
            "yes",
            "no",
            "on",
            "off",
            "t",
            "f",
            "y",
            "n",
            "now",
            "today",
            "tomorrow",
            "yesterday",
            "infinity",
            "inf",
            "nan",
            "epoch",
            "null");

    private final List<List<Token>> rows;
    /** Of the table, in the order in which the rows have them; empty where that is unknown. */
    private final List<String> columns;
    /** What DETAIL shows, by column where it is a key; the columns of a row are the table's. */
    private final List<String> shownColumns;

    private final List<String> shown;

    private WrittenRows(List<List<Token>> rows, List<String> columns, List<String> shownColumns, List<String> shown) {
        this.rows = rows;
        this.columns = columns;
        this.shownColumns = shownColumns;
        this.shown = shown;
    }

    /**
     * Empty where nothing can be told: the statement writes more than literals, or DETAIL shows nothing.
     *
     * @param tableColumns the table's, in order; empty where they are unknown
     */
    static Optional<WrittenRows> of(Tokens statement, ErrorFields error, List<String> tableColumns) {
        Matcher key = KEY.matcher(String.valueOf(error.detail()));
        Matcher row = ROW.matcher(String.valueOf(error.detail()));
        boolean update = statement.isWord(0, "update");
        if (!(update || isLiteral(statement)) || error.detail() == null) {
            return Optional.empty();
        }
        Map<String, Token> set = update ? set(statement) : Map.of();
        List<String> written = update ? List.copyOf(set.keySet()) : columns(statement);
        List<List<Token>> rows = update ? List.of(List.copyOf(set.values())) : rows(statement);
        List<String> columns = written.isEmpty() && !update ? tableColumns : written;
        if (key.find()) {
            List<String> names = split(key.group(1));
            List<String> values = split(key.group(2));
            boolean plain = names.size() == values.size() && names.stream().allMatch(name -> name.matches("[\\w$]+"));
            return plain ? Optional.of(new WrittenRows(rows, columns, names, values)) : Optional.empty();
        }
        return row.find()
                ? Optional.of(new WrittenRows(rows, columns, tableColumns, split(row.group(1))))
                : Optional.empty();
    }

    /** How many of the rows may be the one shown. */
    int possible() {
        return (int) rows.stream().filter(this::mayBeShown).count();
    }

    /** How many of the rows are, for sure, the one shown or of that key. */
    int certain() {
        return columns.isEmpty() ? 0 : (int) rows.stream().filter(this::isShown).count();
    }

    private boolean mayBeShown(List<Token> row) {
        if (columns.isEmpty() || shownColumns.size() != shown.size()) {
            // In which order the columns are, nobody knows here.
            return shownColumns.isEmpty()
                    ? row.stream().allMatch(token -> shown.stream().anyMatch(value -> mayBe(token, value)))
                    : shown.stream().allMatch(value -> row.stream().anyMatch(token -> mayBe(token, value)));
        }
        for (int i = 0; i < shown.size(); i++) {
            int column = columns.indexOf(shownColumns.get(i));
            if (column >= 0 && column < row.size() && !mayBe(row.get(column), shown.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isShown(List<Token> row) {
        for (int i = 0; i < shown.size(); i++) {
            int column = columns.indexOf(shownColumns.get(i));
            if (column < 0 || column >= row.size()) {
                return false;
            }
            String literal = row.get(column).literal();
            if (!shown.get(i).equals(literal) && !isNumber(shown.get(i), literal)) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing but literals is written. */
    static boolean isLiteral(Tokens statement) {
        if (!statement.isWord(0, "insert")
                || !statement.has("values")
                || statement.has("select")
                || statement.has("with")) {
            return false;
        }
        boolean values = false;
        for (int i = 0; i < statement.size(); i++) {
            Tokens.Token token = statement.get(i);
            boolean calls = token.isSymbol('(')
                    && i > 0
                    && !statement.get(i - 1).name().isEmpty()
                    && !statement.isWord(i - 1, "values");
            boolean computes = token.kind() == TokenKind.SYMBOL
                    && "(),;-+".indexOf(token.text().charAt(0)) < 0;
            if (values && (calls || computes)) {
                return false;
            }
            values |= token.isWord("values");
        }
        return true;
    }

    private static List<String> split(String list) {
        return Arrays.asList(list.split(", ?", -1));
    }

    /** Each row's values; for one that is no literal, some token. */
    private static List<List<Token>> rows(Tokens statement) {
        List<List<Token>> rows = new ArrayList<>();
        int at = 0;
        while (!statement.isWord(at, "values")) {
            at++;
        }
        List<Token> row = new ArrayList<>();
        for (int i = at + 1; i < statement.size() && !statement.isWord(i, "on"); i++) {
            Token token = statement.get(i);
            if (token.isSymbol('(')) {
                row = new ArrayList<>();
                rows.add(row);
            } else if (token.kind() != TokenKind.SYMBOL) {
                row.add(statement.isSymbol(i - 1, '-') ? negative(token) : token);
            }
        }
        return rows;
    }

    /** {@code SET column = literal}: what is set to anything else says nothing. */
    private static Map<String, Token> set(Tokens statement) {
        Map<String, Token> set = new LinkedHashMap<>();
        for (int i = 0;
                i + 2 < statement.size() && !statement.isWord(i, "where") && !statement.isWord(i, "from");
                i++) {
            boolean negative = statement.isSymbol(i + 3, '-');
            int value = negative ? i + 4 : i + 3;
            boolean assigns = (statement.isWord(i, "set") || statement.isSymbol(i, ','))
                    && statement.isSymbol(i + 2, '=')
                    && value < statement.size()
                    && endsAssignment(statement, value + 1);
            if (assigns && isConstant(statement.get(value))) {
                Token token = statement.get(value);
                set.put(statement.get(i + 1).name(), negative ? negative(token) : token);
            }
        }
        return set;
    }

    private static Token negative(Token number) {
        return number.kind() == TokenKind.NUMBER
                ? new Token(TokenKind.NUMBER, "-" + number.text(), number.start(), number.end())
                : number;
    }

    private static boolean isConstant(Token token) {
        return token.kind() == TokenKind.NUMBER || token.kind() == TokenKind.STRING || token.isWord("null");
    }

    private static boolean endsAssignment(Tokens statement, int at) {
        return at >= statement.size()
                || statement.isSymbol(at, ',')
                || statement.isSymbol(at, ';')
                || statement.isWord(at, "where")
                || statement.isWord(at, "from")
                || statement.isWord(at, "returning");
    }

    private static List<String> columns(Tokens statement) {
        List<String> columns = new ArrayList<>();
        int open = 0;
        while (!statement.isWord(open, "values") && !statement.isSymbol(open, '(')) {
            open++;
        }
        for (int i = open; statement.isSymbol(open, '(') && i < statement.size() && !statement.isSymbol(i, ')'); i++) {
            columns.add(statement.get(i).name());
        }
        columns.removeIf(String::isEmpty);
        return columns;
    }

    private static boolean mayBe(Token token, String value) {
        String literal = token.literal();
        if (token.isWord("null")) {
            return value.equals("null");
        }
        if (token.kind() == TokenKind.NUMBER) {
            return !literal.matches("-?\\d+")
                    || isNumber(value, literal)
                    || (!isNumber(value) && value.contains(literal));
        }
        boolean plain = PLAIN.matcher(literal).matches() && !OTHER_SPELLINGS.contains(literal.toLowerCase(Locale.ROOT));
        boolean cut = value.endsWith("...") && literal.startsWith(value.substring(0, value.length() - 3));
        return token.kind() != TokenKind.STRING
                || !plain
                || cut
                || value.strip().equals(literal.strip());
    }

    private static boolean isNumber(String value) {
        return value.matches("-?\\d+(?:\\.\\d+)?");
    }

    private static boolean isNumber(String value, String literal) {
        return isNumber(value) && isNumber(literal) && new BigDecimal(value).compareTo(new BigDecimal(literal)) == 0;
    }
}
