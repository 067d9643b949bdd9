// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NormalizedSqlTest {
    private static String normalized(String sql) {
        return new String(NormalizedSql.of(sql.getBytes(UTF_8)), UTF_8);
    }

    @Test
    void commentsBecomeOneSpace() {
        assertThat(normalized("a/* x /* y */ */b--c\nd -- e")).isEqualTo("a b d");
    }

    @Test
    void commentMarksInsideLiteralsStay() {
        assertThat(normalized("'--' \"/*\" $$--$$ x")).isEqualTo("'--' \"/*\" $$--$$ x");
    }

    @Test
    void lettersAreLowerCasedOutsideLiteralsOnly() {
        assertThat(normalized("SELECT 'Prod', \"Users\", $Fn$Body$Fn$ FROM T"))
                .isEqualTo("select 'Prod', \"Users\", $Fn$Body$Fn$ from t");
    }

    @Test
    void prefixesAreOutsideTheLiteral() {
        assertThat(normalized("E'A' B'A' X'AF' N'A' U&'A' U&\"A\"")).isEqualTo("e'A' b'A' x'AF' n'A' u&'A' u&\"A\"");
    }

    @Test
    void onlyAsciiLettersAreFolded() {
        assertThat(normalized("ÄİI")).isEqualTo("Äİi");
    }

    @Test
    void everyRunOfWhiteSpaceCollapsesAlsoInsideLiterals() {
        assertThat(normalized(" \t a \r\n b '\f\u000b  x\n' \"p  q\" $$ \n\n y $$ \n"))
                .isEqualTo("a b ' x ' \"p q\" $$ y $$");
    }

    @Test
    void noBreakSpaceIsNoWhiteSpace() {
        assertThat(normalized("a \u00a0\u00a0 b")).isEqualTo("a \u00a0\u00a0 b");
    }

    @Test
    void backslashEscapesCountOnlyWhereEIsATokenOfItsOwn() {
        assertThat(normalized("E'\\' A' B")).isEqualTo("e'\\' A' b");
        assertThat(normalized("nE'\\' A' B'")).isEqualTo("ne'\\' a' B'");
    }

    @Test
    void emptyAndCommentOnlyTextsAreEmpty() {
        assertThat(normalized("")).isEmpty();
        assertThat(normalized(" -- x\n /* y")).isEmpty();
    }

    @Property
    void normalizingTwiceChangesNothing(@ForAll("sql") String sql) {
        // A line end makes the next string part of an escape string; as a space it no longer does.
        Assume.that(!hasContinuedEscapeString(sql));
        assertThat(normalized(normalized(sql))).isEqualTo(normalized(sql));
    }

    @Property
    void otherBlanksBetweenTokensChangeNothing(@ForAll("sql") String sql, @ForAll("blanks") List<String> blanks) {
        Assume.that(!hasContinuedEscapeString(sql));
        StringBuilder other = new StringBuilder();
        SqlLexer lexer = new SqlLexer(sql);
        int replaced = 0;
        while (lexer.next()) {
            boolean blank = lexer.kind().isBlank() && lexer.end() < sql.length();
            other.append(blank ? blanks.get(replaced++ % blanks.size()) : lexer.text());
        }
        Assume.that(!hasContinuedEscapeString(other.toString()));
        assertThat(normalized(other.toString())).isEqualTo(normalized(sql));
    }

    private static boolean hasContinuedEscapeString(String sql) {
        SqlLexer lexer = new SqlLexer(sql);
        List<Boolean> continued = new ArrayList<>();
        while (lexer.next()) {
            continued.add(lexer.isContinuation());
        }
        return continued.contains(true);
    }

    @Provide
    Arbitrary<String> sql() {
        return SqlTexts.any();
    }

    @Provide
    Arbitrary<List<String>> blanks() {
        return Arbitraries.of(" ", "\n", "\t \r\n", "/* x */", " -- y\n", "/* /* ' */ */")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }
}
