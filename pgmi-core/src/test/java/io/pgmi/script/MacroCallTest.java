// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MacroCallTest {
    private static List<MacroCall> calls(String sql) {
        return MacroCall.findAll("deploy.sql", sql);
    }

    private static MacroCall only(String sql) {
        List<MacroCall> calls = calls(sql);
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL pgmi_test();",
                "call PGMI_Test ( ) ;",
                "CALL pg_temp.pgmi_test();",
                "Call Pg_Temp . pgmi_test();",
                "CALL/*a*/pg_temp--b\n./*c*/pgmi_test\n(/*d*/)--e\n;",
                "CALL pgmi_test()"
            })
    void callIsRecognisedInEverySpelling(String sql) {
        assertThat(only(sql)).isEqualTo(new MacroCall(0, sql.length(), null, null));
    }

    @Test
    void callTakesItsSemicolonButNothingBehindIt() {
        assertThat(only("a; CALL pgmi_test(); b")).isEqualTo(new MacroCall(3, 20, null, null));
        assertThat(only("CALL pgmi_test() -- x\n b")).isEqualTo(new MacroCall(0, 16, null, null));
    }

    @Test
    void callsWithoutASemicolonFollowEachOther() {
        assertThat(calls("CALL pgmi_test()\nCALL pgmi_test('a')\nCOMMIT;")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- CALL pgmi_test();",
                "/* CALL pgmi_test(); */",
                "SELECT 'x; CALL pgmi_test();'",
                "DO $$ BEGIN; CALL pgmi_test(); END $$",
                "SELECT \"; CALL pgmi_test();\"",
                "CREATE PROCEDURE p() BEGIN ATOMIC; CALL pgmi_test(); END",
                "SELECT (; CALL pgmi_test();)",
                "EXPLAIN CALL pgmi_test()",
                "CALL pgmi_tests()",
                "CALL my.pgmi_test()",
                "CALL pgmi_test.x()",
                "CALL \"pgmi_test\"()",
                "CALL pgmı_test()",
                "CALL pgmi_test",
                "SELECT pgmi_test()",
                "CALL",
                "CALL pg_temp"
            })
    void anythingElseIsNoCall(String sql) {
        assertThat(calls(sql)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'.*'",
                "NULL",
                "null",
                "E'a\\'b'",
                "'it''s'",
                "U&'\\0061'",
                "U&'!0061' UESCAPE '!'",
                "N'a'",
                "$$a$$",
                "$x$;)$x$",
                "'a'\n'b'",
                "'a' -- c\n 'b'",
                "')'"
            })
    void everyFormOfStringIsTakenAsWritten(String literal) {
        assertThat(only("CALL pgmi_test(" + literal + ");").patternLiteral()).isEqualTo(literal);
        assertThat(only("CALL pgmi_test(/*a*/ " + literal + " /*b*/);").patternLiteral())
                .isEqualTo(literal);
    }

    @Test
    void callbackIsTheSecondArgument() {
        MacroCall call = only("CALL pgmi_test(NULL, /* , */ 'my.callback')");
        assertThat(call.patternLiteral()).isEqualTo("NULL");
        assertThat(call.callbackLiteral()).isEqualTo("'my.callback'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            CALL pgmi_test(pattern => 'x');     ~ 2:17 ~ pattern
            CALL pgmi_test('a' || 'b');         ~ 2:21 ~ |
            CALL pgmi_test('a' 'b');            ~ 2:21 ~ 'b'
            CALL pgmi_test('a'::text);          ~ 2:20 ~ :
            CALL pgmi_test('a', 'b', 'c');      ~ 2:25 ~ ,
            CALL pgmi_test('a', NULL);          ~ 2:22 ~ NULL
            CALL pgmi_test('a',);               ~ 2:21 ~ )
            CALL pgmi_test(,'a');               ~ 2:17 ~ ,
            CALL pgmi_test(1);                  ~ 2:17 ~ 1
            CALL pgmi_test(B'1');               ~ 2:17 ~ B'1'
            CALL pgmi_test(U&'a' UESCAPE b);    ~ 2:31 ~ b
            CALL pgmi_test(/*ä*/ 😀x);          ~ 2:23 ~ 😀x
            """)
    void otherArgumentsAreRefusedWithTheirPlace(String call, String place, String quoted) {
        assertThatThrownBy(() -> calls("BEGIN;\n " + call))
                .asInstanceOf(InstanceOfAssertFactories.type(PgmiException.class))
                .satisfies(error -> {
                    assertThat(error.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
                    assertThat(error).hasMessageStartingWith("deploy.sql:" + place + ": ");
                    assertThat(error)
                            .hasMessageContaining("\"" + quoted + "\"")
                            .hasMessageContaining("CALL pgmi_test('pattern')");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL pgmi_test(",
                "CALL pgmi_test('a'",
                "CALL pgmi_test('a",
                "CALL pgmi_test(/*",
                "CALL pgmi_test('a', $$b"
            })
    void unclosedCallIsRefusedWithThePlaceOfTheCall(String sql) {
        assertThatThrownBy(() -> calls("\r\n\r" + sql))
                .isInstanceOf(PgmiException.class)
                .hasMessageStartingWith("deploy.sql:3:1: ")
                .hasMessageContaining("not closed");
    }

    @Property
    void nothingButPgmiExceptionIsRaised(@ForAll("sql") String sql) {
        try {
            for (MacroCall call : calls(sql)) {
                assertThat(sql.substring(call.start(), call.end())).startsWithIgnoringCase("call");
            }
        } catch (PgmiException expected) {
            assertThat(expected.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        }
    }

    @Provide
    Arbitrary<String> sql() {
        return SqlTexts.any();
    }
}
