// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.TokenKind;
import io.pgmi.trace.Definitions.Definition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statements that can come upon a value that won't do: a division by zero, a text that is no number, a row too many. */
final class BadValues {
    private static final Pattern LENGTH = Pattern.compile("\\((\\d+)\\)");
    private static final Set<String> COMPUTING = Set.of(
            "insert", "update", "delete", "merge", "with", "select", "values", "alter", "call", "execute", "refresh",
            "table", "copy", "explain");
    private static final Set<String> WITHOUT_ROWS = Set.of("view", "function", "procedure", "rule", "trigger");
    private static final Set<String> READING =
            Set.of("update", "copy", "execute", "call", "table", "refresh", "alter", "create");
    private static final String OUT_OF_RANGE = "22003";
    /** Which a numeric's absolute value must be less than: DETAIL has it, in any language. */
    private static final Pattern POWER = Pattern.compile("10\\^(\\d+)");

    private static final Set<String> BAD_TEXT = Set.of("22P02", "22007", "22008", "22003", "22023");

    private final ErrorFields error;
    private final Definitions definitions;

    BadValues(ErrorFields error, Definitions definitions) {
        this.error = error;
        this.definitions = definitions;
    }

    List<Tokens> among(List<Tokens> statements) {
        return statements.stream()
                .filter(BadValues::computes)
                .filter(one -> error.sqlState().startsWith("22")
                        ? mayHaveValue(one)
                        : !error.sqlState().startsWith("21") || hasQuery(one))
                .toList();
    }

    private static boolean computes(Tokens statement) {
        if (!statement.isWord(0, "create")) {
            return COMPUTING.contains(statement.get(0).name()) || statement.isSymbol(0, '(');
        }
        boolean rows = statement.has("select") || statement.has("values") || statement.has("index");
        boolean stored = statement.has("materialized")
                || !WITHOUT_ROWS.contains(Definitions.of(statement).kind());
        return rows && stored;
    }

    private static boolean hasQuery(Tokens statement) {
        return statement.isWord(0, "call")
                || statement.isWord(0, "execute")
                || statement.has("conflict")
                || statement.all().stream().skip(1).anyMatch(token -> token.isWord("select") || token.isWord("from"));
    }

    private boolean mayHaveValue(Tokens statement) {
        if (error.sqlState().equals("22012")) {
            return divides(statement)
                    || definitions.leadTo(statement.names(), definition -> true, one -> divides(one.tokens()))
                    || readsUnknown(statement);
        }
        if (error.sqlState().equals("22001")) {
            return !WrittenRows.isLiteral(statement) || hasLongerThan(statement);
        }
        if (error.sqlState().equals(OUT_OF_RANGE) && WrittenRows.isLiteral(statement)) {
            return hasNumberBeyond(limit(), statement)
                    || definitions.leadTo(statement.names(), definition -> true, BadValues::computesColumn);
        }
        if (BAD_TEXT.contains(error.sqlState())) {
            Set<String> values = error.quoted();
            boolean here = statement.all().stream().anyMatch(token -> values.contains(token.literal()));
            // A bare literal is read before anything runs, and the server tells its place.
            return !WrittenRows.isLiteral(statement) && (here || values.isEmpty() || readsAnything(statement));
        }
        return true;
    }

    /** Whether it may be by zero: any division but by a number that is not. */
    private static boolean divides(Tokens statement) {
        for (int i = 0; i < statement.size(); i++) {
            Tokens.Token token = statement.get(i);
            boolean operator = token.isSymbol('/') || token.isSymbol('%');
            boolean number = i + 1 < statement.size() && statement.get(i + 1).kind() == TokenKind.NUMBER;
            if (token.isWord("div")
                    || token.isWord("mod")
                    || (operator && !(number && isNotZero(statement.get(i + 1))))) {
                return true;
            }
            // The body of a function in SQL.
            if (token.kind() == TokenKind.DOLLAR_QUOTE || token.kind() == TokenKind.STRING) {
                if (statement.has("function")
                        && (token.text().contains("/") || token.text().contains("%"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNotZero(Tokens.Token number) {
        try {
            return new BigDecimal(number.text()).signum() != 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Whether it reads what the project does not create and the server does not bring along. */
    private boolean readsUnknown(Tokens statement) {
        for (int i = 0; i + 1 < statement.size(); i++) {
            if (statement.isWord(i, "from") || statement.isWord(i, "join") || statement.isWord(i, "call")) {
                int at = i + 1;
                boolean system = false;
                while (statement.isSymbol(at + 1, '.')) {
                    system |= statement.get(at).name().matches("pg_.*|information_schema");
                    at += 2;
                }
                String name = at < statement.size() ? statement.get(at).name() : "";
                boolean isFunction = statement.isSymbol(at + 1, '(');
                boolean known = name.isEmpty()
                        || isFunction
                        || system
                        || name.startsWith("pg_")
                        || !definitions.of(name).isEmpty();
                boolean query = statement.has("with")
                        && statement.all().stream()
                                        .filter(t -> t.name().equals(name))
                                        .count()
                                > 1;
                if (!known && !query) {
                    return true;
                }
            }
        }
        return statement.isWord(0, "execute");
    }

    private static boolean readsAnything(Tokens statement) {
        return statement.has("from") || READING.contains(statement.get(0).name());
    }

    private boolean hasLongerThan(Tokens statement) {
        Matcher length = LENGTH.matcher(error.message());
        if (!length.find()) {
            return true;
        }
        int limit = Integer.parseInt(length.group(1));
        return statement.all().stream().anyMatch(token -> {
            String text = token.literal();
            return text.codePointCount(0, text.length()) > limit;
        });
    }

    /** Smaller numbers fit; null where that is unknown. */
    private @Nullable BigDecimal limit() {
        Matcher power = POWER.matcher(String.valueOf(error.detail()));
        if (power.find()) {
            return BigDecimal.TEN.pow(Integer.parseInt(power.group(1)));
        }
        return error.message().contains("smallint")
                ? BigDecimal.valueOf(Short.MAX_VALUE)
                : error.message().contains("integer") ? BigDecimal.valueOf(Integer.MAX_VALUE) : null;
    }

    private static boolean computesColumn(Definition definition) {
        return definition.tokens().has("default") || definition.tokens().has("generated");
    }

    private static boolean hasNumberBeyond(@Nullable BigDecimal limit, Tokens statement) {
        return statement.all().stream().map(Tokens.Token::literal).anyMatch(literal -> {
            try {
                // It may be rounded up.
                return limit == null || new BigDecimal(literal).abs().compareTo(limit.subtract(BigDecimal.ONE)) > 0;
            } catch (NumberFormatException e) {
                // Such as 0xFFFF or 1_000, which PostgreSQL 16 reads.
                return literal.chars().anyMatch(Character::isDigit);
            }
        });
    }
}
