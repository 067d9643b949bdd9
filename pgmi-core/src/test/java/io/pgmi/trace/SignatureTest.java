// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE FUNCTION f(a int) RETURNS int                    | f(integer)                                   | true
            CREATE FUNCTION f(int) RETURNS int                      | f(integer)                                   | true
            create or replace function S.F("a b" Varchar(10)) x     | s.f(character varying)                       | true
            CREATE FUNCTION f(a int, b s.mood DEFAULT 'x', OUT c t) | f(integer,mood)                              | true
            CREATE FUNCTION f(a numeric(10, 2), VARIADIC b text[])  | f(numeric,text[])                            | true
            CREATE FUNCTION f(a timestamptz, b timestamp, c time)   | f(timestamp with time zone,timestamp without time zone,time without time zone) | true
            CREATE FUNCTION f(a double precision, b float = 1)      | f(double precision,double precision)         | true
            CREATE FUNCTION f(a t.c%TYPE)                           | f(integer)                                   | true
            CREATE PROCEDURE p()                                    | p()                                          | true
            CREATE FUNCTION "F x"()                                 | "F x"()                                      | true
            CREATE FUNCTION pg_temp.f()                             | pg_temp_3.f()                                | true
            CREATE FUNCTION f(a int)                                | f                                            | true
            CREATE FUNCTION f(a int)                                | f(text)                                      | false
            CREATE FUNCTION f(a int)                                | f(integer,integer)                           | false
            CREATE FUNCTION a.f(a int)                              | b.f(integer)                                 | false
            CREATE FUNCTION g(a int)                                | f(integer)                                   | false
            CREATE FUNCTION f(a bigint)                             | f(integer)                                   | false
            """)
    void isTheOneThatTheServerMeans(String created, String called, boolean same) {
        assertThat(Signature.created(new Tokens(created)).orElseThrow().isCalled(called))
                .isEqualTo(same);
    }
}
