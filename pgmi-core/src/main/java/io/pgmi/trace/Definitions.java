// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.SourceText;
import io.pgmi.script.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What the project's statements create, by name: what a statement does may be written in what it names. Read when first needed. */
final class Definitions {
    /** What stands between CREATE and the kind of thing, and between that and the name. */
    private static final Set<String> NOISE = Set.of(
            "or",
            "replace",
            "temp",
            "temporary",
            "global",
            "local",
            "unlogged",
            "unique",
            "recursive",
            "materialized",
            "constraint",
            "foreign",
            "concurrently",
            "if",
            "not",
            "exists",
            "only",
            "trusted",
            "procedural",
            "event");
    /** What belongs to a table, which is named behind ON. */
    private static final Set<String> OF_A_TABLE = Set.of("trigger", "rule", "policy", "index");

    private static final Set<String> INHERITING = Set.of("inherits", "like", "of", "as");
    private static final Set<String> TABLE_CONSTRAINT =
            Set.of("constraint", "primary", "unique", "check", "foreign", "exclude");

    /**
     * A CREATE or ALTER statement.
     *
     * @param kind such as {@code table}
     * @param name of what it creates or changes, without schema
     * @param names all that it mentions, but not what a foreign key refers to
     */
    record Definition(String kind, String name, Tokens tokens, Set<String> names) {}

    private final Collection<SourceText> texts;
    private final Map<String, List<Definition>> byName = new HashMap<>();
    private boolean read;

    Definitions(Collection<SourceText> texts) {
        this.texts = texts;
    }

    List<Definition> of(String name) {
        if (!read) {
            texts.forEach(this::read);
            read = true;
        }
        return byName.getOrDefault(name, List.of());
    }

    /** What a statement creates or changes; of an unknown kind for other statements. */
    static Definition of(Tokens tokens) {
        int at = 1;
        while (at < tokens.size() && NOISE.contains(tokens.get(at).name())) {
            at++;
        }
        String kind = at < tokens.size() ? tokens.get(at++).name() : "";
        while (at < tokens.size() && NOISE.contains(tokens.get(at).name())) {
            at++;
        }
        while (tokens.isSymbol(at + 1, '.')) {
            at += 2;
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            names.add(tokens.isWord(i - 1, "references") ? "" : tokens.get(i).name());
        }
        return new Definition(kind, at < tokens.size() ? tokens.get(at).name() : "", tokens, names);
    }

    private void read(SourceText text) {
        for (Statement statement : Statement.all(text.text())) {
            String word = text.text()
                    .substring(statement.start(), Math.min(statement.start() + 6, statement.end()))
                    .toLowerCase(Locale.ROOT);
            if (word.equals("create") || word.startsWith("alter")) {
                add(new Tokens(text.text(), statement.start(), statement.end()));
            }
        }
    }

    private void add(Tokens tokens) {
        Definition definition = of(tokens);
        if (!OF_A_TABLE.contains(definition.kind())) {
            put(definition.name(), definition);
        }
        for (int i = 0; i < tokens.size(); i++) {
            // PARTITION OF parent, INHERITS (parent), INHERIT parent: what is written to the parent gets here.
            boolean parent = (tokens.isWord(i, "of") && tokens.isWord(i - 1, "partition"))
                    || tokens.isWord(i, "inherit")
                    || tokens.isWord(i, "inherits");
            boolean table = tokens.isWord(i, "on")
                    || (tokens.isWord(i, "to") && definition.kind().equals("rule"));
            if (parent || (table && OF_A_TABLE.contains(definition.kind()))) {
                put(nameAt(tokens, i + 1), definition);
            }
        }
    }

    private static String nameAt(Tokens tokens, int from) {
        int at = tokens.isSymbol(from, '(') || tokens.isWord(from, "only") ? from + 1 : from;
        while (tokens.isSymbol(at + 1, '.')) {
            at += 2;
        }
        return at < tokens.size() ? tokens.get(at).name() : "";
    }

    private void put(String name, Definition definition) {
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(definition);
    }

    /** The columns of a table in their order; empty where it is not created here in one statement, or is changed. */
    List<String> columnsOf(String table) {
        List<Definition> tables =
                of(table).stream().filter(one -> one.kind().equals("table")).toList();
        boolean changed =
                tables.size() != 1 || !Collections.disjoint(tables.get(0).names(), INHERITING);
        return changed || !tables.get(0).tokens().isWord(0, "create")
                ? List.of()
                : columns(tables.get(0).tokens());
    }

    private static List<String> columns(Tokens tokens) {
        List<String> columns = new ArrayList<>();
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            boolean opens = tokens.isSymbol(i, '(');
            if (depth == 1 && (tokens.isSymbol(i - 1, '(') || tokens.isSymbol(i - 1, ','))) {
                String name = tokens.get(i).name();
                if (!TABLE_CONSTRAINT.contains(name)) {
                    columns.add(name);
                }
            }
            depth += opens ? 1 : tokens.isSymbol(i, ')') ? -1 : 0;
            if (depth == 0 && !columns.isEmpty()) {
                break;
            }
        }
        return columns;
    }

    /** Whether a definition that these names lead to, at once or through others, is such a one. */
    boolean leadTo(Set<String> names, Predicate<Definition> followed, Predicate<Definition> wanted) {
        Deque<String> next = new ArrayDeque<>(names);
        Set<String> seen = new HashSet<>(names);
        while (!next.isEmpty()) {
            for (Definition definition : of(next.pop())) {
                if (wanted.test(definition)) {
                    return true;
                }
                if (followed.test(definition)) {
                    definition.names().stream().filter(seen::add).forEach(next::add);
                }
            }
        }
        return false;
    }
}
