// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

/** What a token of {@link SqlLexer} is. */
public enum TokenKind {
    WHITESPACE,
    /** {@code -- …} without its line end. */
    LINE_COMMENT,
    /** Slash-star comment, nested ones included. */
    BLOCK_COMMENT,
    /** A string constant with its prefix ({@code E}, {@code B}, {@code X}, {@code N}, {@code U&}) if it has one. */
    STRING,
    /** A quoted identifier, {@code U&"…"} included. */
    QUOTED_IDENTIFIER,
    /** A dollar-quoted string with both its tags. */
    DOLLAR_QUOTE,
    /** A keyword or an unquoted identifier. */
    WORD,
    /** {@code $1} */
    PARAMETER,
    NUMBER,
    /** Any other single character. */
    SYMBOL;

    /** Whether the token separates others without meaning anything itself. */
    public boolean isBlank() {
        return this == WHITESPACE || this == LINE_COMMENT || this == BLOCK_COMMENT;
    }
}
