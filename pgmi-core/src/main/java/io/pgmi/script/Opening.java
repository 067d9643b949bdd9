// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a statement begins, which tells its command.
 *
 * @param words its first tokens in lower case, each that is no word as one empty text
 */
record Opening(List<String> words, boolean copiesFromClient) {
    private static final int LENGTH = 6;

    static Opening of(String sql, Statement statement) {
        List<String> words = new ArrayList<>(LENGTH);
        boolean afterFrom = false;
        boolean copiesFromClient = false;
        int depth = 0;
        SqlLexer lexer = new SqlLexer(sql, statement.start());
        while (lexer.nextSignificant() && lexer.start() < statement.end()) {
            if (words.size() < LENGTH) {
                words.add(lexer.kind() == TokenKind.WORD ? lexer.text().toLowerCase(Locale.ROOT) : "");
            }
            if (!words.get(0).equals("copy") && words.size() == LENGTH) {
                break;
            }
            depth += lexer.isSymbol('(') ? 1 : lexer.isSymbol(')') ? -1 : 0;
            copiesFromClient |= depth == 0 && afterFrom && lexer.isWord("stdin");
            afterFrom = lexer.isWord("from");
        }
        return new Opening(words, words.get(0).equals("copy") && copiesFromClient);
    }

    boolean beginsTransaction() {
        return word(0).equals("begin") || (word(0).equals("start") && word(1).equals("transaction"));
    }

    boolean preparesTransaction() {
        return word(0).equals("prepare") && word(1).equals("transaction");
    }

    /** Whether the end of a transaction begins the next one (PostgreSQL manual, COMMIT: AND CHAIN). */
    boolean chains() {
        int and = words.indexOf("and");
        return and > 0 && word(and + 1).equals("chain");
    }

    /** The command, if it is one that refuses to run inside of a transaction block (PostgreSQL manual, each command's notes). */
    @Nullable
    String needsToStandAlone() {
        String object = word(1);
        return switch (word(0)) {
            case "vacuum" -> "VACUUM";
            case "alter" -> object.equals("system") ? "ALTER SYSTEM" : null;
            case "reindex" -> words.contains("concurrently") ? "REINDEX … CONCURRENTLY" : null;
            case "create" ->
                switch (object) {
                    case "database" -> "CREATE DATABASE";
                    case "tablespace" -> "CREATE TABLESPACE";
                    case "index" -> word(2).equals("concurrently") ? "CREATE INDEX CONCURRENTLY" : null;
                    case "unique" ->
                        word(2).equals("index") && word(3).equals("concurrently") ? "CREATE INDEX CONCURRENTLY" : null;
                    default -> null;
                };
            case "drop" ->
                switch (object) {
                    case "database" -> "DROP DATABASE";
                    case "tablespace" -> "DROP TABLESPACE";
                    case "index" -> word(2).equals("concurrently") ? "DROP INDEX CONCURRENTLY" : null;
                    default -> null;
                };
            default -> null;
        };
    }

    private String word(int index) {
        return index >= 0 && index < words.size() ? words.get(index) : "";
    }
}
