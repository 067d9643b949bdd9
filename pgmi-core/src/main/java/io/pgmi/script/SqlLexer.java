// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

/**
 * Cuts SQL text into tokens by the rules of the PostgreSQL manual, section 4.1 "Lexical Structure", with
 * {@code standard_conforming_strings} on. A cursor: {@link #next} moves to a token, the other methods describe it. Tokens cover the
 * text without gaps. What is not terminated runs to the end of the text; nothing throws.
 *
 * <p>All that decides is ASCII, so the text may also be an ISO-8859-1 view of UTF-8 bytes: offsets are then byte offsets.
 */
public final class SqlLexer {
    private final String sql;
    private TokenKind kind = TokenKind.WHITESPACE;
    private int start;
    private int quoteStart;
    private int end;
    private boolean terminated = true;

    /** The last token that was not white space or a line comment was a string; and one with backslash escapes. */
    private boolean afterString;

    private boolean afterEscapes;
    private boolean newlineSinceString;
    private boolean continuation;

    public SqlLexer(String sql) {
        this(sql, 0);
    }

    /** @param from offset to start at, in [0, length]; a place between two tokens */
    public SqlLexer(String sql, int from) {
        this.sql = sql;
        this.end = from;
    }

    /** Moves to the next token; false at the end of the text. */
    public boolean next() {
        start = end;
        quoteStart = start;
        terminated = true;
        continuation = false;
        if (start >= sql.length()) {
            return false;
        }
        kind = read(sql.charAt(start));
        if (kind == TokenKind.STRING) {
            afterString = true;
            newlineSinceString = false;
        } else if (kind != TokenKind.WHITESPACE && kind != TokenKind.LINE_COMMENT) {
            afterString = false;
        }
        return true;
    }

    /** Moves to the next token that is neither white space nor a comment; false at the end of the text. */
    public boolean nextSignificant() {
        while (next()) {
            if (!kind.isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** Puts the cursor before the token that starts at this offset. */
    void continueAt(int offset) {
        end = offset;
        afterString = false;
    }

    public TokenKind kind() {
        return kind;
    }

    /** Offset of the token's first character. */
    public int start() {
        return start;
    }

    /** Offset behind the token's last character. */
    public int end() {
        return end;
    }

    /** Offset of the opening quote of a string or quoted identifier, behind its prefix; otherwise {@link #start}. */
    public int quoteStart() {
        return quoteStart;
    }

    /** False for a quoted token or block comment that the text ends in. */
    public boolean isTerminated() {
        return terminated;
    }

    /** Whether this string continues the constant before it: only white space with a line end stands between them. */
    boolean isContinuation() {
        return continuation;
    }

    /** Whether the token is this word, which is given in lower case; only ASCII letters are folded, as the server does. */
    public boolean isWord(String lowerCase) {
        if (kind != TokenKind.WORD || end - start != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            char c = sql.charAt(start + i);
            if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public boolean isSymbol(char symbol) {
        return kind == TokenKind.SYMBOL && sql.charAt(start) == symbol;
    }

    /** The token as it is written. */
    public String text() {
        return sql.substring(start, end);
    }

    /** The six characters that PostgreSQL takes for white space. */
    public static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private TokenKind read(char c) {
        if (isSpace(c)) {
            return whitespace();
        }
        if (c == '-' && at(start + 1) == '-') {
            return lineComment();
        }
        if (c == '/' && at(start + 1) == '*') {
            return blockComment();
        }
        if (c == '\'') {
            continuation = afterString && newlineSinceString;
            return string(start, continuation && afterEscapes);
        }
        if (c == '"') {
            return quotedIdentifier(start);
        }
        if (c == '$') {
            return dollar();
        }
        if (isWordStart(c)) {
            return word(c);
        }
        if (isDigit(c)) {
            return number();
        }
        end = start + 1;
        return TokenKind.SYMBOL;
    }

    private TokenKind whitespace() {
        int i = start;
        char c = sql.charAt(i);
        while (isSpace(c)) {
            newlineSinceString |= isLineEnd(c);
            c = at(++i);
        }
        end = i;
        return TokenKind.WHITESPACE;
    }

    private TokenKind lineComment() {
        int i = start + 2;
        while (i < sql.length() && !isLineEnd(sql.charAt(i))) {
            i++;
        }
        end = i;
        return TokenKind.LINE_COMMENT;
    }

    private TokenKind blockComment() {
        int depth = 1;
        int i = start + 2;
        while (depth > 0 && i < sql.length()) {
            char c = sql.charAt(i++);
            if (c == '*' && at(i) == '/') {
                depth--;
                i++;
            } else if (c == '/' && at(i) == '*') {
                depth++;
                i++;
            }
        }
        terminated = depth == 0;
        end = i;
        return TokenKind.BLOCK_COMMENT;
    }

    private TokenKind string(int quote, boolean escapes) {
        afterEscapes = escapes;
        quoted(quote, '\'', escapes);
        return TokenKind.STRING;
    }

    private TokenKind quotedIdentifier(int quote) {
        quoted(quote, '"', false);
        return TokenKind.QUOTED_IDENTIFIER;
    }

    private void quoted(int quote, char delimiter, boolean escapes) {
        quoteStart = quote;
        int i = quote + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == delimiter && at(i + 1) != delimiter) {
                end = i + 1;
                return;
            }
            boolean pair = c == delimiter || (c == '\\' && escapes);
            i += pair ? 2 : 1;
        }
        endOfText();
    }

    private TokenKind dollar() {
        int i = start + 1;
        if (isDigit(at(i))) {
            while (isDigit(at(i))) {
                i++;
            }
            end = i;
            return TokenKind.PARAMETER;
        }
        while (isWordStart(at(i)) || (i > start + 1 && isDigit(at(i)))) {
            i++;
        }
        if (at(i) != '$') {
            end = start + 1;
            return TokenKind.SYMBOL;
        }
        String tag = sql.substring(start, i + 1);
        int close = sql.indexOf(tag, i + 1);
        if (close < 0) {
            endOfText();
        } else {
            end = close + tag.length();
        }
        return TokenKind.DOLLAR_QUOTE;
    }

    private TokenKind word(char first) {
        char second = at(start + 1);
        if (second == '\'' && "eEbBxXnN".indexOf(first) >= 0) {
            return string(start + 1, first == 'e' || first == 'E');
        }
        if (second == '&' && (first == 'u' || first == 'U')) {
            if (at(start + 2) == '\'') {
                return string(start + 2, false);
            }
            if (at(start + 2) == '"') {
                return quotedIdentifier(start + 2);
            }
        }
        int i = start + 1;
        while (i < sql.length() && isWordPart(sql.charAt(i))) {
            i++;
        }
        end = i;
        return TokenKind.WORD;
    }

    private TokenKind number() {
        int i = digits(start);
        if (at(i) == '.' && at(i + 1) != '.') {
            i = digits(i + 1);
        }
        if (at(i) == 'e' || at(i) == 'E') {
            boolean signed = at(i + 1) == '+' || at(i + 1) == '-';
            int exponent = i + (signed ? 2 : 1);
            i = isDigit(at(exponent)) ? digits(exponent) : i;
        }
        end = i;
        return TokenKind.NUMBER;
    }

    private int digits(int from) {
        int i = from;
        while (isDigit(at(i))) {
            i++;
        }
        return i;
    }

    private void endOfText() {
        terminated = false;
        end = sql.length();
    }

    /** The character at the offset; NUL, which no SQL text holds, beyond the end. */
    private char at(int offset) {
        return offset < sql.length() ? sql.charAt(offset) : '\0';
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
