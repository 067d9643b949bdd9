// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A function's name and the types of its input arguments.
 *
 * @param schema empty where it is not written
 * @param types one for each argument, by PostgreSQL's own names and without schema; with the argument's name before it where
 *     it has one
 */
record Signature(String schema, String name, List<String> types) {
    /** PostgreSQL manual, "Data Types", the aliases. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("bool", "boolean"),
            Map.entry("varchar", "character varying"),
            Map.entry("char", "character"),
            Map.entry("bpchar", "character"),
            Map.entry("decimal", "numeric"),
            Map.entry("float", "double precision"),
            Map.entry("float8", "double precision"),
            Map.entry("float4", "real"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("timetz", "time with time zone"),
            Map.entry("varbit", "bit varying"));

    private static final Set<String> WITHOUT_ZONE = Set.of("timestamp", "time");
    private static final Set<String> OF_ZONE = Set.of("with", "without");

    Signature {
        types = List.copyOf(types);
    }

    /** Of the function or procedure that a statement creates, if it does. */
    static Optional<Signature> created(Tokens tokens) {
        int at = tokens.isWord(1, "or") && tokens.isWord(2, "replace") ? 3 : 1;
        boolean routine =
                tokens.isWord(0, "create") && (tokens.isWord(at, "function") || tokens.isWord(at, "procedure"));
        return routine ? read(tokens, at + 1) : Optional.empty();
    }

    private static Optional<Signature> read(Tokens tokens, int from) {
        int at = from;
        String schema = "";
        if (tokens.isSymbol(at + 1, '.')) {
            schema = tokens.get(at).name();
            at += 2;
        }
        if (!tokens.isSymbol(at + 1, '(')) {
            return Optional.empty();
        }
        return Optional.of(new Signature(schema, tokens.get(at).name(), arguments(tokens, at + 2)));
    }

    private static List<String> arguments(Tokens tokens, int from) {
        List<String> types = new ArrayList<>();
        List<Tokens.Token> argument = new ArrayList<>();
        int depth = 1;
        for (int i = from; i < tokens.size() && depth > 0; i++) {
            Tokens.Token token = tokens.get(i);
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
            if (depth == 0 || (depth == 1 && token.isSymbol(','))) {
                type(argument).ifPresent(types::add);
                argument.clear();
            } else {
                argument.add(token);
            }
        }
        return types;
    }

    /** Without mode, default, length and schema; none for an argument that is only returned. */
    private static Optional<String> type(List<Tokens.Token> argument) {
        List<String> words = new ArrayList<>();
        int depth = 0;
        for (Tokens.Token token : argument) {
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
            if (depth == 0 && (token.isWord("default") || token.isSymbol('=') || token.isSymbol(':'))) {
                break;
            }
            if (token.isSymbol('.') && !words.isEmpty()) {
                words.remove(words.size() - 1);
            } else if (depth == 0 && !token.isSymbol(')') && !token.isSymbol('.')) {
                words.add(token.name().isEmpty() ? token.text() : token.name());
            }
        }
        boolean result = !argument.isEmpty()
                && (argument.get(0).isWord("out") || argument.get(0).isWord("table"));
        return words.isEmpty() || result ? Optional.empty() : Optional.of(standard(words));
    }

    private static String standard(List<String> words) {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            // time with time zone: neither of the two words stands alone.
            boolean zone = (i + 1 < words.size() && OF_ZONE.contains(words.get(i + 1)))
                    || (i > 0 && OF_ZONE.contains(words.get(i - 1)));
            boolean whole = !(word.equals("char")
                    && i + 1 < words.size()
                    && words.get(i + 1).equals("varying"));
            named.add(
                    WITHOUT_ZONE.contains(word) && !zone
                            ? word + " without time zone"
                            : whole ? ALIASES.getOrDefault(word, word) : "character");
        }
        return String.join(" ", named).replaceAll(" ?\\[ ?\\d* ?\\]", "[]");
    }

    /**
     * Whether the server means this one when it says so.
     *
     * @param called {@code name(types)} with the schema where the name alone does not find it; for a function in SQL the name alone
     */
    boolean isCalled(String called) {
        Tokens tokens = new Tokens(called);
        if (!called.contains("(")) {
            return called.equals(name);
        }
        return read(tokens, 0)
                .filter(other -> other.name.equals(name))
                .filter(other -> schema.isEmpty() || other.schema.isEmpty() || schema.equals(permanent(other.schema)))
                .filter(other -> other.types.size() == types.size())
                .filter(other -> {
                    for (int i = 0; i < types.size(); i++) {
                        if (!sameType(types.get(i), other.types.get(i))) {
                            return false;
                        }
                    }
                    return true;
                })
                .isPresent();
    }

    /** The session's own schema has a number. */
    private static String permanent(String schema) {
        return schema.startsWith("pg_temp_") ? "pg_temp" : schema;
    }

    /** Of {@code t.c%TYPE} nobody knows here what it is. */
    private static boolean sameType(String written, String known) {
        return written.endsWith("%")
                || written.contains("% type")
                || written.equals(known)
                || written.endsWith(" " + known);
    }
}
