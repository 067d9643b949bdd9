// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLexerTest {
    private record Token(TokenKind kind, String text) {
        @Override
        public String toString() {
            return kind + "<" + text + ">";
        }
    }

    private static List<Token> tokens(String sql) {
        List<Token> tokens = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(sql);
        while (lexer.next()) {
            tokens.add(new Token(lexer.kind(), lexer.text()));
        }
        return tokens;
    }

    private static List<String> shown(String sql) {
        return tokens(sql).stream()
                .filter(token -> token.kind() != TokenKind.WHITESPACE)
                .map(Token::toString)
                .toList();
    }

    @Test
    void blockCommentsNest() {
        assertThat(shown("a/* x /* y */ z */b"))
                .containsExactly("WORD<a>", "BLOCK_COMMENT</* x /* y */ z */>", "WORD<b>");
    }

    @Test
    void lineCommentEndsBeforeAnyLineEnd() {
        assertThat(shown("--x\ra --y\r\nb"))
                .containsExactly("LINE_COMMENT<--x>", "WORD<a>", "LINE_COMMENT<--y>", "WORD<b>");
    }

    @Test
    void commentStartsWithinARunOfOperators() {
        assertThat(shown("1*/*c*/2<--d"))
                .containsExactly(
                        "NUMBER<1>",
                        "SYMBOL<*>",
                        "BLOCK_COMMENT</*c*/>",
                        "NUMBER<2>",
                        "SYMBOL<<>",
                        "LINE_COMMENT<--d>");
    }

    @Test
    void backslashIsAnOrdinaryCharacterInAStandardString() {
        assertThat(shown("'a\\' b")).containsExactly("STRING<'a\\'>", "WORD<b>");
    }

    @Test
    void backslashEscapesAQuoteInAnEscapeString() {
        assertThat(shown("e'a\\'b' c")).containsExactly("STRING<e'a\\'b'>", "WORD<c>");
    }

    @Test
    void letterEAtTheEndOfAWordMakesNoEscapeString() {
        assertThat(shown("nameE'a\\' b")).containsExactly("WORD<nameE>", "STRING<'a\\'>", "WORD<b>");
    }

    @Test
    void letterEApartFromTheQuoteMakesNoEscapeString() {
        assertThat(shown("E 'a\\' b")).containsExactly("WORD<E>", "STRING<'a\\'>", "WORD<b>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"B'01'", "x'1F'", "N'it''s'", "U&'d\\0061t'", "u&'!'", "'it''s'", "E'\\\\'", "''", "E''"})
    void stringWithItsPrefixIsOneToken(String literal) {
        assertThat(shown(literal + ";")).containsExactly("STRING<" + literal + ">", "SYMBOL<;>");
    }

    @Test
    void escapeStringGoesOnInTheNextLineWithEscapes() {
        assertThat(shown("E'a' -- c\n 'b\\'c' d"))
                .containsExactly("STRING<E'a'>", "LINE_COMMENT<-- c>", "STRING<'b\\'c'>", "WORD<d>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"E'a' 'b\\' d", "E'a' /*\n*/ 'b\\' d", "'a'\n'b\\' d", "E'a'\n, 'b\\' d"})
    void onlyAnEscapeStringAcrossALineEndGoesOnWithEscapes(String sql) {
        assertThat(shown(sql)).endsWith("STRING<'b\\'>", "WORD<d>");
    }

    @Test
    void quotedIdentifiersMayHoldDoubledQuotesAndAnythingElse() {
        assertThat(shown("\"a\"\"b'--\" U&\"x\\\" c"))
                .containsExactly("QUOTED_IDENTIFIER<\"a\"\"b'--\">", "QUOTED_IDENTIFIER<U&\"x\\\">", "WORD<c>");
    }

    @Test
    void dollarQuoteEndsAtItsOwnTagOnly() {
        assertThat(shown("$$a$b$$c")).containsExactly("DOLLAR_QUOTE<$$a$b$$>", "WORD<c>");
        assertThat(shown("$a$ $A$ $$ $a$;")).containsExactly("DOLLAR_QUOTE<$a$ $A$ $$ $a$>", "SYMBOL<;>");
        assertThat(shown("$ä1$x$ä1$;")).containsExactly("DOLLAR_QUOTE<$ä1$x$ä1$>", "SYMBOL<;>");
    }

    @Test
    void dollarWithinAWordStartsNoQuote() {
        assertThat(shown("a$$ b$x$")).containsExactly("WORD<a$$>", "WORD<b$x$>");
        assertThat(shown("ä$$")).containsExactly("WORD<ä$$>");
    }

    @Test
    void dollarAndDigitsAreAParameterAndNoTag() {
        assertThat(shown("$1$$x$$")).containsExactly("PARAMETER<$1>", "DOLLAR_QUOTE<$$x$$>");
        assertThat(shown("$1a$")).containsExactly("PARAMETER<$1>", "WORD<a$>");
    }

    @Test
    void dollarWithoutACompleteTagIsASymbol() {
        assertThat(shown("$a b$")).containsExactly("SYMBOL<$>", "WORD<a>", "WORD<b$>");
    }

    @Test
    void numbersTakeTheirFractionAndExponentButNoRange() {
        assertThat(shown("1.5e-3 1..2 1.END 2e"))
                .containsExactly(
                        "NUMBER<1.5e-3>",
                        "NUMBER<1>",
                        "SYMBOL<.>",
                        "SYMBOL<.>",
                        "NUMBER<2>",
                        "NUMBER<1.>",
                        "WORD<END>",
                        "NUMBER<2>",
                        "WORD<e>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "E'a\\", "E'a\\'", "\"a", "$$a", "$a$ $b$", "/* /* */", "U&'", "'a''"})
    void whatIsNotTerminatedRunsToTheEnd(String sql) {
        SqlLexer lexer = new SqlLexer(sql);
        assertThat(lexer.next()).isTrue();
        assertThat(lexer.end()).isEqualTo(sql.length());
        assertThat(lexer.isTerminated()).isFalse();
        assertThat(lexer.next()).isFalse();
    }

    @Test
    void wordsAreComparedByAsciiCaseOnly() {
        SqlLexer lexer = new SqlLexer("PgMi pgmı");
        lexer.nextSignificant();
        assertThat(lexer.isWord("pgmi")).isTrue();
        lexer.nextSignificant();
        assertThat(lexer.isWord("pgmi")).isFalse();
    }

    @Test
    void noBreakSpaceIsPartOfAWordAsForTheServer() {
        assertThat(shown("a\u00a0b")).containsExactly("WORD<a\u00a0b>");
    }

    @Property
    void tokensCoverTheTextExactlyOnce(@ForAll("sql") String sql) {
        assertThat(String.join("", tokens(sql).stream().map(Token::text).toList()))
                .isEqualTo(sql);
    }

    @Property
    void byteViewGivesTheSameTokensAsTheText(@ForAll("sql") String sql) {
        List<Token> ofBytes = tokens(new String(sql.getBytes(UTF_8), ISO_8859_1)).stream()
                .map(token -> new Token(token.kind(), new String(token.text().getBytes(ISO_8859_1), UTF_8)))
                .toList();
        assertThat(ofBytes).isEqualTo(tokens(sql));
    }

    @Provide
    Arbitrary<String> sql() {
        return SqlTexts.any();
    }
}
