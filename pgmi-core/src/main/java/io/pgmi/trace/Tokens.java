// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.script.SqlLexer;
import io.pgmi.script.TokenKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tokens of a part of a text, white space and comments left out. Offsets are those of the text. */
final class Tokens {
    /** One token. */
    record Token(TokenKind kind, String text, int start, int end) {
        /** As a name of the server: folded, or without its quotes; empty for what is no name. */
        String name() {
            return switch (kind) {
                case WORD -> text.toLowerCase(Locale.ROOT);
                case QUOTED_IDENTIFIER ->
                    text.substring(text.indexOf('"') + 1, Math.max(text.length() - 1, 1))
                            .replace("\"\"", "\"");
                default -> "";
            };
        }

        /** What a plain string or a number stands for; empty for anything else. */
        String literal() {
            return switch (kind) {
                case NUMBER -> text;
                case STRING ->
                    text.startsWith("'") && text.length() > 1
                            ? text.substring(1, text.length() - 1).replace("''", "'")
                            : text;
                default -> "";
            };
        }

        boolean isWord(String lowerCase) {
            return kind == TokenKind.WORD && text.equalsIgnoreCase(lowerCase);
        }

        boolean isSymbol(char symbol) {
            return kind == TokenKind.SYMBOL && text.charAt(0) == symbol;
        }

        /** The server writes some keywords in capitals when it quotes a statement. */
        boolean same(Token other) {
            return kind == TokenKind.WORD ? other.isWord(text) : text.equals(other.text);
        }
    }

    private final List<Token> all = new ArrayList<>();

    /** Of a whole text. */
    Tokens(String text) {
        this(text, 0, text.length());
    }

    Tokens(String text, int from, int to) {
        SqlLexer lexer = new SqlLexer(text.substring(from, to));
        while (lexer.nextSignificant()) {
            all.add(new Token(lexer.kind(), lexer.text(), from + lexer.start(), from + lexer.end()));
        }
    }

    private Tokens(List<Token> tokens) {
        all.addAll(tokens);
    }

    /** The tokens from one index up to another. */
    Tokens between(int from, int to) {
        return new Tokens(all.subList(from, to));
    }

    List<Token> all() {
        return all;
    }

    int size() {
        return all.size();
    }

    Token get(int index) {
        return all.get(index);
    }

    boolean isWord(int index, String lowerCase) {
        return index >= 0 && index < all.size() && all.get(index).isWord(lowerCase);
    }

    boolean isSymbol(int index, char symbol) {
        return index >= 0 && index < all.size() && all.get(index).isSymbol(symbol);
    }

    boolean has(String lowerCaseWord) {
        return all.stream().anyMatch(token -> token.isWord(lowerCaseWord));
    }

    /** What may be names, keywords among them. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        all.forEach(token -> names.add(token.name()));
        names.remove("");
        return names;
    }

    /**
     * Where another text's tokens stand in this one, one offset for each.
     *
     * @param from index of the first token to look at
     * @return empty where they do not
     */
    List<Integer> find(Tokens other, int from) {
        for (int i = from; i < all.size() && other.size() > 0; i++) {
            List<Integer> found = matchAt(other, i);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** PL/pgSQL blanks the INTO of a query out before the server sees it: that much may be missing in the other one. */
    private List<Integer> matchAt(Tokens other, int at) {
        if (!all.get(at).same(other.get(0))) {
            return List.of();
        }
        List<Integer> offsets = new ArrayList<>();
        int mine = at;
        boolean skipped = false;
        for (Token token : other.all) {
            if (!skipped && isWord(mine, "into") && !all.get(mine).same(token)) {
                skipped = true;
                mine = behindInto(token, mine);
            }
            if (mine >= all.size() || !all.get(mine).same(token)) {
                return List.of();
            }
            offsets.add(all.get(mine++).start());
        }
        return offsets;
    }

    private int behindInto(Token next, int into) {
        int at = into + 1;
        while (at < all.size() && !isSymbol(at, ';') && !all.get(at).same(next)) {
            at++;
        }
        return at;
    }
}
