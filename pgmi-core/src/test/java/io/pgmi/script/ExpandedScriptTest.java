// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.PgmiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpandedScriptTest {
    private static ExpandedScript expand(String sql, String... replacements) {
        return ExpandedScript.of("deploy.sql", sql, MacroCall.findAll("deploy.sql", sql), List.of(replacements));
    }

    private static List<String> units(String sql, String... replacements) {
        return expand(sql, replacements).units().stream().map(ScriptUnit::text).toList();
    }

    @Test
    void scriptWithoutATransactionEndIsOneHead() {
        List<ScriptUnit> units = expand("a;\nb;\nc").units();
        assertThat(units).hasSize(1);
        assertThat(units.get(0).kind()).isEqualTo(ScriptUnit.Kind.HEAD);
        assertThat(units.get(0).text()).isEqualTo("a;\nb;\nc");
        assertThat(units.get(0).statementCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                "commit work",
                "COMMIT TRANSACTION AND CHAIN",
                "COMMIT AND NO CHAIN",
                "END",
                "end transaction",
                "ROLLBACK",
                "Rollback Work And No Chain",
                "ABORT",
                "abort transaction",
                "/* x */ COMMIT -- y\n"
            })
    void headEndsWithTheFirstTransactionEnd(String terminator) {
        ExpandedScript script = expand("BEGIN; a; " + terminator + "; b; c;");
        assertThat(script.units().stream().map(ScriptUnit::text))
                .containsExactly("BEGIN; a; " + terminator + ";", " b;", " c;");
        assertThat(script.units().stream().map(ScriptUnit::kind))
                .containsExactly(ScriptUnit.Kind.HEAD, ScriptUnit.Kind.TAIL, ScriptUnit.Kind.TAIL);
        assertThat(script.units().get(0).statements().get(2).endsTransaction()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROLLBACK TO s",
                "ROLLBACK TO SAVEPOINT s",
                "ROLLBACK WORK TO s",
                "rollback /* x */ transaction to savepoint s",
                "COMMIT PREPARED 'x'",
                "ROLLBACK PREPARED 'x'",
                "SELECT 'COMMIT;'",
                "-- COMMIT;\nSELECT 1",
                "/* COMMIT; */ SELECT 1",
                "DO $$ BEGIN; COMMIT; END; $$",
                "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; COMMIT; SELECT 2)",
                "SELECT \"COMMIT;\"",
                "SELECT 1 AS commit",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END",
                "RELEASE SAVEPOINT s",
                "commits",
                "COMMİT"
            })
    void whatIsNoTransactionEndDoesNotEndTheHead(String statement) {
        assertThat(units(statement + "; b; c")).hasSize(1);
    }

    @Test
    void eachTailStatementIsAUnitWithWhatStandsBeforeIt() {
        assertThat(units("COMMIT;\n-- one\nVACUUM;;\n ; /* two */ SELECT ';' ; -- end\n"))
                .containsExactly("COMMIT;", "\n-- one\nVACUUM;", ";\n ; /* two */ SELECT ';' ; -- end\n");
    }

    @Test
    void whatTrailsBelongsToTheLastUnit() {
        assertThat(units("a; COMMIT; -- end")).containsExactly("a; COMMIT; -- end");
    }

    @Test
    void textWithoutAStatementIsAHeadOfNone() {
        assertThat(expand(" -- x\n;; ").units())
                .containsExactly(new ScriptUnit(ScriptUnit.Kind.HEAD, 0, " -- x\n;; ", List.of()));
        assertThat(expand("").units()).containsExactly(new ScriptUnit(ScriptUnit.Kind.HEAD, 0, "", List.of()));
    }

    @Test
    void transactionInTheTailIsSentStatementByStatement() {
        assertThat(units("COMMIT; BEGIN; a; COMMIT; b")).containsExactly("COMMIT;", " BEGIN;", " a;", " COMMIT;", " b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;",
                "create or replace procedure p() begin /* x */ atomic insert into t values (1); end;",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN CASE b WHEN 1 THEN 2 END END; END;",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (CASE WHEN a THEN 1 END); END;",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; SELECT t.end FROM t; SELECT 1 AS case; END;",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 end; SELECT 2; END;",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC END;",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC RETURN 'END;'; END;",
                "CREATE FUNCTION begin(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1; END; $$;",
                "CREATE FUNCTION f() RETURNS int RETURN 1;",
            })
    void routineIsOneStatementWithItsBody(String routine) {
        assertThat(units("COMMIT;" + routine + "SELECT 1;")).containsExactly("COMMIT;", routine, "SELECT 1;");
    }

    @Test
    void beginAtomicOutsideARoutineIsNoBody() {
        assertThat(units("COMMIT;BEGIN ATOMIC;END;x")).containsExactly("COMMIT;", "BEGIN ATOMIC;", "END;", "x");
    }

    @Test
    void macroInTheHeadIsPartOfIt() {
        assertThat(units("BEGIN; CALL pgmi_test(); COMMIT;", "SAVEPOINT a; ROLLBACK TO a;"))
                .containsExactly("BEGIN; SAVEPOINT a; ROLLBACK TO a; COMMIT;");
    }

    @Test
    void wholeExpansionInTheTailIsOneUnit() {
        assertThat(units("COMMIT; BEGIN; CALL pgmi_test();CALL pgmi_test('b'); COMMIT;", "x; y; z;", "p; q;"))
                .containsExactly("COMMIT;", " BEGIN;", " x; y; z;", "p; q;", " COMMIT;");
    }

    @Test
    void expansionNeverJoinsWhatFollowsTheCall() {
        assertThat(units("COMMIT; CALL pgmi_test() COMMIT;", "x; y"))
                .containsExactly("COMMIT;", " x; y\n;", " COMMIT;");
        assertThat(units("COMMIT; CALL pgmi_test() COMMIT;", "x; -- z"))
                .containsExactly("COMMIT;", " x;", " -- z\n COMMIT;");
    }

    @Test
    void emptyReplacementLeavesNothing() {
        assertThat(units("a; CALL pgmi_test(); b;", "")).containsExactly("a;  b;");
    }

    @Test
    void numberOfReplacementsMustMatch() {
        assertThatThrownBy(() -> expand("CALL pgmi_test();")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void serverPositionResolvesToTheFileBehindAnExpansion() {
        ExpandedScript script = expand("BEGIN;\r\nCALL pgmi_test(\n);\r\n SELECT '😀', oops;", "x; 'a\n\n\nb'; y;");
        ScriptUnit head = script.units().get(0);
        int offset = head.text().indexOf("oops");
        int serverPosition = head.text().codePointCount(0, offset) + 1;
        assertThat(script.positionOf(head, serverPosition)).hasToString("deploy.sql:4:14");
        assertThat(script.excerpt(script.positionOf(head, serverPosition)))
                .isEqualTo(" SELECT '😀', oops;\n             ^");
    }

    @Test
    void positionInsideAnExpansionIsThatOfTheCall() {
        ExpandedScript script = expand("COMMIT;\n  CALL pgmi_test('p');\nz;", "x; y;");
        ScriptUnit tests = script.units().get(1);
        assertThat(script.positionOf(tests, tests.text().indexOf('y') + 1)).hasToString("deploy.sql:2:3");
        assertThat(script.positionOfStatement(tests, 1)).hasToString("deploy.sql:2:3");
        assertThat(script.positionOfStatement(script.units().get(2), 0)).hasToString("deploy.sql:3:1");
    }

    @Test
    void statementStartsBehindItsComments() {
        ExpandedScript script = expand(" -- one\n a;;\n/* two */ b; ");
        ScriptUnit head = script.units().get(0);
        assertThat(script.positionOfStatement(head, 0)).hasToString("deploy.sql:2:2");
        assertThat(script.positionOfStatement(head, 1)).hasToString("deploy.sql:3:11");
        assertThat(script.positionOfStatement(head, 7)).hasToString("deploy.sql:3:11");
    }

    @Test
    void positionAtTheEndOfTheInputIsBehindTheLastCharacter() {
        ExpandedScript script = expand("SELECT (1");
        assertThat(script.positionOf(script.units().get(0), 10)).hasToString("deploy.sql:1:10");
    }

    @Test
    void largeScriptIsCutInLinearTime() {
        String statement = "INSERT INTO t VALUES (1);";
        String sql = "COMMIT;" + statement.repeat(50_000) + "CALL pgmi_test()\n".repeat(10_000) + "((((".repeat(100_000)
                + "$x".repeat(100_000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            List<MacroCall> calls = MacroCall.findAll("f", sql);
            ExpandedScript script = ExpandedScript.of("f", sql, calls, Collections.nCopies(calls.size(), "x;y;"));
            assertThat(script.units()).hasSize(1 + 50_000 + 10_000 + 1);
        });
    }

    @Property
    void unitsCoverTheTextExactlyOnce(@ForAll("sql") String sql, @ForAll("sql") String replacement) {
        ExpandedScript script = random(sql, replacement);
        StringBuilder joined = new StringBuilder();
        for (ScriptUnit unit : script.units()) {
            assertThat(unit.start()).isEqualTo(joined.length());
            joined.append(unit.text());
            assertThat(unit.kind() == ScriptUnit.Kind.HEAD)
                    .isEqualTo(unit.start() == 0 && unit.equals(script.units().get(0)));
            for (Statement statement : unit.statements()) {
                assertThat(statement.start()).isBetween(unit.start(), unit.end() - 1);
                assertThat(statement.end()).isBetween(statement.start() + 1, unit.end());
            }
        }
        assertThat(joined).hasToString(script.text());
    }

    @Property
    void everyCharacterLeadsBackToItsSource(@ForAll("sql") String sql, @ForAll("sql") String replacement) {
        ExpandedScript script = random(sql, replacement);
        List<Integer> outside = new ArrayList<>();
        for (int offset = 0; offset < script.text().length(); offset++) {
            MacroCall call = script.macroAt(offset);
            int source = script.sourceOffset(offset);
            if (call == null) {
                assertThat(script.text().charAt(offset)).isEqualTo(sql.charAt(source));
                outside.add(source);
            } else {
                assertThat(source).isEqualTo(call.start());
            }
        }
        List<Integer> expected = new ArrayList<>();
        List<MacroCall> calls = MacroCall.findAll("f", sql);
        for (int offset = 0; offset < sql.length(); offset++) {
            int at = offset;
            if (calls.stream().noneMatch(call -> call.start() <= at && at < call.end())) {
                expected.add(at);
            }
        }
        assertThat(outside).isEqualTo(expected);
    }

    private static ExpandedScript random(String sql, String replacement) {
        try {
            List<MacroCall> calls = MacroCall.findAll("f", sql);
            return ExpandedScript.of("f", sql, calls, Collections.nCopies(calls.size(), replacement));
        } catch (PgmiException malformedCall) {
            Assume.that(false);
            throw malformedCall;
        }
    }

    @Provide
    Arbitrary<String> sql() {
        return SqlTexts.any();
    }
}
