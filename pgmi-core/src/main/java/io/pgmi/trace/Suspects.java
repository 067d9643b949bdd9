// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of a text that can raise an error, when none of the functions that they call did. It counts what the server tells
 * in any language: SQLSTATE, names, values, and the words of a command in capitals. One left out too few costs a place, one left
 * out too many would make a wrong one: so where a statement's effect can't be seen, it stays.
 */
final class Suspects {
    private static final Pattern COMMAND = Pattern.compile("[A-Z]{2,}(?: [A-Z]{2,})*");
    private static final Set<String> ALREADY_THERE = Set.of("42P07", "42710", "42P06", "42723", "42P04");
    private static final Set<String> UNDEFINED = Set.of("42P01", "42703", "42704", "42883", "3F000");
    private static final String DUPLICATE_COLUMN = "42701";
    /** Behind these the name of an object stands. */
    private static final Set<String> BEFORE_NAME = Set.of(
            "table",
            "view",
            "schema",
            "type",
            "function",
            "procedure",
            "sequence",
            "domain",
            "from",
            "join",
            "into",
            "update",
            "on",
            "role",
            "index",
            "only",
            "exists",
            "trigger",
            "extension",
            "to",
            "database");

    private final ErrorFields error;
    private final Definitions definitions;

    Suspects(ErrorFields error, Definitions definitions) {
        this.error = error;
        this.definitions = definitions;
    }

    /** Those that may have failed; all or none where nothing is known of such an error. */
    List<Tokens> among(List<Tokens> statements) {
        // The body of a DO would be in the call stack.
        List<Tokens> all = statements.stream()
                .filter(statement -> !statement.isWord(0, "do") || statement.has("language"))
                .toList();
        return switch (error.sqlState().substring(0, 2)) {
            case "23" ->
                error.table() == null
                        ? new BadValues(error, definitions).among(all)
                        : new Violations(error, error.table(), definitions).among(all);
            case "21", "22" -> new BadValues(error, definitions).among(all);
            default -> named(all);
        };
    }

    /** By what the message names: in quotes, else by a word of it that stands where a name does; or by the command's own words. */
    private List<Tokens> named(List<Tokens> statements) {
        Set<String> names = quotedNames();
        if (ALREADY_THERE.contains(error.sqlState())) {
            List<Tokens> creating = statements.stream()
                    .filter(one -> Set.of("create", "alter", "select")
                                    .contains(one.get(0).name())
                            && !isCreateOfMissing(one))
                    .toList();
            List<Tokens> exact = creating.stream()
                    .filter(one -> !one.isWord(0, "select")
                            && names.contains(Definitions.of(one).name()))
                    .toList();
            List<Tokens> mentioning = creating.stream()
                    .filter(one -> one.names().containsAll(names))
                    .toList();
            return exact.size() == 1 || mentioning.isEmpty() ? exact : mentioning;
        }
        if (!names.isEmpty()) {
            return statements.stream()
                    .filter(one -> !(UNDEFINED.contains(error.sqlState()) && isDropOfAny(one)))
                    .filter(one -> Signature.created(one).isEmpty())
                    .filter(one -> one.names().containsAll(names))
                    .filter(one -> !error.sqlState().equals(DUPLICATE_COLUMN) || repeats(one, names))
                    .filter(one -> !error.sqlState().equals("2BP01") || !one.isWord(0, "create"))
                    .toList();
        }
        List<Tokens> commands = ofCommand(statements);
        return commands.isEmpty() ? withObject(statements) : commands;
    }

    private static boolean isCreateOfMissing(Tokens statement) {
        for (int i = 0; i < Math.min(8, statement.size()); i++) {
            if (statement.isWord(i, "if") && statement.isWord(i + 1, "not")) {
                return true;
            }
        }
        return false;
    }

    /** DROP … IF EXISTS takes a missing thing for a notice. */
    private static boolean isDropOfAny(Tokens statement) {
        return statement.isWord(0, "drop") && statement.has("exists");
    }

    /** Of a CREATE whose columns are all written out, it takes the name twice. */
    private static boolean repeats(Tokens statement, Set<String> names) {
        boolean listed = statement.isWord(0, "create")
                && !statement.has("like")
                && !statement.has("inherits")
                && statement.all().stream().noneMatch(token -> token.isSymbol('*'));
        return !listed
                || names.stream()
                        .anyMatch(name -> statement.all().stream()
                                        .filter(token -> token.name().equals(name))
                                        .count()
                                > 1);
    }

    private List<Tokens> ofCommand(List<Tokens> statements) {
        Matcher command = COMMAND.matcher(error.message());
        if (!command.find()) {
            return List.of();
        }
        List<String> words =
                Arrays.asList(command.group().toLowerCase(Locale.ROOT).split(" ", -1));
        return statements.stream()
                .filter(one -> one.isWord(0, words.get(0)))
                .filter(one -> one.between(0, Math.min(6, one.size())).names().containsAll(words))
                .toList();
    }

    private List<Tokens> withObject(List<Tokens> statements) {
        Set<String> words = new HashSet<>(Arrays.asList(error.message().split("[^\\p{L}\\p{N}_$]+", -1)));
        boolean dropping = error.sqlState().equals("2BP01");
        return statements.stream()
                .filter(one -> !dropping || one.isWord(0, "drop") || one.isWord(0, "alter") || one.isWord(0, "revoke"))
                .filter(one -> Signature.created(one).isEmpty())
                .filter(one -> !one.isWord(0, "create")
                        || !words.contains(Definitions.of(one).name()))
                .filter(one -> objects(one).stream().anyMatch(words::contains))
                .toList();
    }

    private static Set<String> objects(Tokens statement) {
        Set<String> objects = new HashSet<>();
        for (int i = 1; i < statement.size(); i++) {
            if (BEFORE_NAME.contains(statement.get(i - 1).name()) || statement.isSymbol(i - 1, ',')) {
                int at = i;
                while (statement.isSymbol(at + 1, '.')) {
                    at += 2;
                }
                if (at < statement.size()
                        && !BEFORE_NAME.contains(statement.get(at).name())) {
                    objects.add(statement.get(at).name());
                }
            }
        }
        objects.remove("");
        return objects;
    }

    /** Without schema and arguments. */
    private Set<String> quotedNames() {
        Set<String> names = new HashSet<>();
        for (String name : error.quoted()) {
            if (name.contains("/")) {
                // Of an extension's control file.
                names.add(name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\..*", ""));
                continue;
            }
            String bare = name.contains("(") ? name.substring(0, name.indexOf('(')) : name;
            names.add(bare.substring(bare.lastIndexOf('.') + 1));
        }
        return names;
    }
}
