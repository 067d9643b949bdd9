// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.script.SourceText;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server writes its call stack in the language of lc_messages; these are the wordings of PostgreSQL 15's translations. */
class CallStackTest {
    private static final SourceText FILE = new SourceText("f.sql", "SELECT s.f(1);\nSELECT \"x\";\n");

    /** {@code ~} stands for a line end, # for the file's text, @ for other text of two lines. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PL/pgSQL function s.f(integer,text) line 7 at RAISE~SQL statement \"@\"~"
                        + "SQL function \"g\" statement 2~SQL statement \"#\"~PL/pgSQL function inline_code_block line 6 at EXECUTE",
                "PL/pgSQL-Funktion s.f(integer,text) Zeile 7 bei RAISE~SQL-Anweisung »@«~"
                        + "SQL-Funktion »g« Anweisung 2~SQL-Anweisung »#«~PL/pgSQL-Funktion inline_code_block Zeile 6 bei EXECUTE",
                "función PL/pgSQL s.f(integer,text) en la línea 7 en RAISE~sentencia SQL: «@»~"
                        + "función SQL «g» en la sentencia 2~sentencia SQL: «#»~"
                        + "función PL/pgSQL inline_code_block en la línea 6 en EXECUTE",
                "fonction PL/pgSQL s.f(integer,text), ligne 7 à RAISE~instruction SQL « @ »~"
                        + "fonction SQL « g », instruction 2~instruction SQL « # »~"
                        + "fonction PL/pgSQL inline_code_block, ligne 6 à EXECUTE",
                "PL/pgSQL関数s.f(integer,text)の7行目 - RAISE~SQL文 \"@\"~"
                        + "SQL関数\"g\"の行番号 2~SQL文 \"#\"~PL/pgSQL関数inline_code_blockの6行目 - EXECUTE",
                "PL/pgSQL 함수 \"s.f(integer,text)\" 의 7번째 RAISE~SQL 구문: \"@\"~"
                        + "SQL 함수 \"g\"의 문 2~SQL 구문: \"#\"~PL/pgSQL 함수 \"inline_code_block\" 의 6번째 EXECUTE",
                "функция PL/pgSQL s.f(integer,text), строка 7, оператор RAISE~SQL-оператор: \"@\"~"
                        + "SQL-функция \"g\", оператор 2~SQL-оператор: \"#\"~"
                        + "функция PL/pgSQL inline_code_block, строка 6, оператор EXECUTE",
                "s.f(integer,text) PL/pgSQL fonksiyonu, 7. satır, RAISE içinde~SQL ifadesi: \"@\"~"
                        + "SQL fonksiyonu \"g\" 2. ifade~SQL ifadesi: \"#\"~"
                        + "inline_code_block PL/pgSQL fonksiyonu, 6. satır, EXECUTE içinde",
                "在RAISE的第7行的PL/pgSQL函数s.f(integer,text)~SQL 语句 \"@\"~"
                        + "SQL 函数 \"g\" 语句 2~SQL 语句 \"#\"~在EXECUTE的第6行的PL/pgSQL函数inline_code_block"
            })
    void isReadInEveryLanguage(String stack) {
        String other = "INSERT INTO t\nVALUES ('a \"b\"', s.f(1))";
        String where = stack.replace('~', '\n').replace("#", FILE.text()).replace("@", other);

        List<Frame> frames = of(where).frames();

        assertThat(frames.stream().map(CallStackTest::plain).collect(Collectors.joining(" | ")))
                .isEqualTo("s.f(integer,text) 7 RAISE | " + other + " | g 2 | " + FILE.text()
                        + " | inline_code_block 6 EXECUTE");
    }

    private static String plain(Frame frame) {
        if (frame instanceof Frame.Line line) {
            String kind = line.statement().contains("RAISE") ? "RAISE" : "EXECUTE";
            return line.function() + " " + line.line() + " " + (line.statement().contains(kind) ? kind : "?");
        }
        return frame instanceof Frame.SqlFunction function
                ? function.function() + " " + function.statement()
                : ((Frame.Sql) frame).text();
    }

    @Test
    void expressionsThatLookLikeFunctionsAreTextThatRan() {
        assertThat(of("PL/pgSQL expression \"a + f(1) + 3\"\nPL/pgSQL function inline_code_block line 4 at IF")
                        .frames())
                .first()
                .isEqualTo(new Frame.Sql("a + f(1) + 3", 0));
        assertThat(of("SQL statement \"SELECT \"__Case__Variable_3__\" IN (1)\"")
                        .frames())
                .containsExactly(new Frame.Sql("SELECT \"__Case__Variable_3__\" IN (1)", 0));
    }

    @Test
    void filesAreShownByTheirPathAndOtherTextIsCut() {
        String where = "SQL statement \"" + "SELECT 1;\n".repeat(2000) + "\"\nSQL statement \"" + FILE.text()
                + "\"\nPL/pgSQL function inline_code_block line 6 at EXECUTE";

        assertThat(of(where).shortened())
                .isEqualTo("SQL statement \"" + "SELECT 1;\n".repeat(4) + "SELECT 1; …\"\nSQL statement \"f.sql\"\n"
                        + "PL/pgSQL function inline_code_block line 6 at EXECUTE");
    }

    private static CallStack of(String where) {
        return CallStack.of(new ErrorFields("P0001", "m", null, null, 0, where, null, null, ""), List.of(FILE));
    }
}
