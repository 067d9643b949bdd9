// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Session API, section 5: plan, generated SQL, the macro. */
@OnEachServer
class TestMacroIT {
    private final Trial trial;
    private TestProject project;

    TestMacroIT(OnEachServer.Server server) {
        trial = new Trial(server.postgres());
    }

    /** A tree with fixtures on several levels, a level in between that holds nothing, and two roots. */
    @BeforeEach
    void project(@TempDir Path directory) {
        project = new TestProject(directory)
                .file("__test__/_setup.sql", "CREATE TABLE seen (who text)")
                .file("__test__/b.sql", check("b", ""))
                .file("__test__/B.sql", check("B", ""))
                .file("__test__/sub/_setup.sql", "INSERT INTO seen VALUES ('sub fixture')")
                .file("__test__/sub/t.sql", check("sub/t", "sub fixture"))
                .file("__test__/sub/none/deep/t.sql", check("deep", "sub fixture"))
                .file("__test__/z.ignored", "not SQL")
                .file("other/__tests__/lone.sql", "SELECT 1");
    }

    /** Fails unless it sees exactly this of its ancestors' fixtures; then writes something nobody else may see. */
    private static String check(String who, String fixtures) {
        return """
                DO $$ BEGIN
                  ASSERT (SELECT coalesce(string_agg(who, ','), '') FROM seen) = '%s',
                    (SELECT string_agg(who, ',') FROM seen);
                  INSERT INTO seen VALUES ('%s');
                END $$;""".formatted(fixtures, who);
    }

    private List<String> inSession(String query) throws SQLException {
        trial.deploy(project.script("DROP TABLE IF EXISTS result; CREATE TABLE result AS " + query + ";"));
        return trial.query("SELECT * FROM result");
    }

    @Test
    void planIsDepthFirst() throws SQLException {
        assertThat(inSession("SELECT * FROM pg_temp.pgmi_test_plan() ORDER BY ordinal"))
                .containsExactly(
                        "1|fixture|./__test__/_setup.sql|./__test__/|0",
                        "2|test|./__test__/B.sql|./__test__/|0",
                        "3|test|./__test__/b.sql|./__test__/|0",
                        "4|fixture|./__test__/sub/_setup.sql|./__test__/sub/|1",
                        "5|test|./__test__/sub/t.sql|./__test__/sub/|1",
                        "6|test|./__test__/sub/none/deep/t.sql|./__test__/sub/none/deep/|3",
                        "7|teardown|NULL|./__test__/sub/none/deep/|3",
                        "8|teardown|NULL|./__test__/sub/|1",
                        "9|teardown|NULL|./__test__/|0",
                        "10|test|./other/__tests__/lone.sql|./other/__tests__/|0",
                        "11|teardown|NULL|./other/__tests__/|0");
    }

    @Test
    void patternKeepsTheFixturesOfAllAncestors() throws SQLException {
        assertThat(inSession("SELECT * FROM pg_temp.pgmi_test_plan('deep/[a-z]+\\.sql$') ORDER BY ordinal"))
                .containsExactly(
                        "1|fixture|./__test__/_setup.sql|./__test__/|0",
                        "2|fixture|./__test__/sub/_setup.sql|./__test__/sub/|1",
                        "3|test|./__test__/sub/none/deep/t.sql|./__test__/sub/none/deep/|3",
                        "4|teardown|NULL|./__test__/sub/none/deep/|3",
                        "5|teardown|NULL|./__test__/sub/|1",
                        "6|teardown|NULL|./__test__/|0");
    }

    @Test
    void eachTestSeesItsAncestorsFixturesOnlyAndNothingSurvives() throws SQLException {
        DeployResult result = trial.deploy(project.script("BEGIN; CREATE TABLE real (); CALL pgmi_test(); COMMIT;"));
        assertThat(result.tests()).isEqualTo(5);
        assertThat(trial.exists("real")).isTrue();
        assertThat(trial.exists("seen")).isFalse();
        assertThat(trial.messages())
                .containsExactly(
                        "[pgmi] Test suite started",
                        "[pgmi] Fixture: ./__test__/_setup.sql",
                        "[pgmi] Test: ./__test__/B.sql",
                        "[pgmi] Test: ./__test__/b.sql",
                        "[pgmi] Fixture: ./__test__/sub/_setup.sql",
                        "[pgmi] Test: ./__test__/sub/t.sql",
                        "[pgmi] Test: ./__test__/sub/none/deep/t.sql",
                        "[pgmi] Test: ./other/__tests__/lone.sql",
                        "[pgmi] Test suite completed (11 steps)");
    }

    @Test
    void failingTestUndoesTheDeploymentAndKeepsWhatTheServerSaid() throws SQLException {
        project.file(
                "__test__/sub/t.sql",
                "DO $$ BEGIN RAISE 'too late' USING ERRCODE = '22012', DETAIL = 'by a day', HINT = 'hurry'; END $$");
        PgmiException e = trial.fail(
                project.script("BEGIN;\nCREATE TABLE t ();\n  CALL /* all */ pg_temp.pgmi_test (\n);\nCOMMIT;"),
                Outcome.SQL_FAILED);
        assertThat(e.databaseError().sqlState()).isEqualTo("22012");
        assertThat(e.databaseError().message()).isEqualTo("Failed in ./__test__/sub/t.sql: too late");
        assertThat(e.databaseError().detail()).isEqualTo("by a day");
        assertThat(e.databaseError().hint()).isEqualTo("hurry");
        assertThat(e.databaseError().position())
                .hasToString(project.directory().resolve("__test__/sub/t.sql") + ":1:13");
        assertThat(e.databaseError().calledFrom())
                .hasToString(project.directory().resolve("deploy.sql") + ":3:3");
        assertThat(trial.exists("t")).isFalse();
    }

    @Test
    void failingFixtureAndFailingAssertNameTheirFiles() {
        project.file("__test__/sub/_setup.sql", "SELEC 1");
        assertThat(trial.fail(project.script("BEGIN; CALL pgmi_test(); COMMIT;"))
                        .databaseError()
                        .message())
                .startsWith("Failed in ./__test__/sub/_setup.sql: syntax error");
        project.file("__test__/sub/_setup.sql", "DO $$ BEGIN ASSERT false, 'never'; END $$");
        assertThat(trial.fail(project.script("BEGIN; CALL pgmi_test(); COMMIT;"))
                        .getMessage())
                .contains("ERROR P0004: Failed in ./__test__/sub/_setup.sql: never");
    }

    @Test
    void failedTestHasItsCallStack() {
        project.file("__test__/sub/t.sql", "DO $$ BEGIN\n  PERFORM 1/0;\nEND $$");
        PgmiException e = trial.fail(project.script("BEGIN; CALL pgmi_test('sub/t'); COMMIT;"), Outcome.SQL_FAILED);
        assertThat(e.databaseError().where()).contains("inline_code_block line 2 at PERFORM");
    }

    @Test
    void errorsAfterTheMacroAreStillPlacedInTheFile() {
        PgmiException e = trial.fail(
                project.script("BEGIN;\nCALL pgmi_test('lone');\nSELECT nothing;\nCOMMIT;"), Outcome.SQL_FAILED);
        assertThat(e.databaseError().position()).hasToString(project.directory().resolve("deploy.sql") + ":3:8");
    }

    @Test
    void gateThatGatesOnNothingFails(@TempDir Path empty) {
        PgmiException none =
                trial.fail(new TestProject(empty).script("BEGIN;\nCALL pgmi_test();\nCOMMIT;"), Outcome.SQL_FAILED);
        assertThat(none.databaseError().sqlState()).isEqualTo("P0002");
        assertThat(none.getMessage()).contains("the project has no tests").contains("deploy.sql:2:1");
        assertThat(none.databaseError().hint()).isNotBlank();

        PgmiException unmatched =
                trial.fail(project.script("BEGIN; CALL pgmi_test('nowhere'); COMMIT;"), Outcome.SQL_FAILED);
        assertThat(unmatched.databaseError().sqlState()).isEqualTo("P0002");
        assertThat(unmatched.getMessage()).contains("no test matches the pattern \"nowhere\"");
        assertThat(unmatched.databaseError().hint()).isNotBlank();
    }

    @Test
    void invalidPatternAndInvalidCallbackAreQuoted() {
        PgmiException pattern =
                trial.fail(project.script("BEGIN;\nCALL pgmi_test('a(');\nCOMMIT;"), Outcome.SQL_FAILED);
        assertThat(pattern.getMessage()).contains("\"a(\"").contains("deploy.sql:2:1");
        assertThat(pattern.databaseError().hint()).isNotBlank();
        for (String callback : List.of("a.b.c", "f()", "\"F\"", "", "1x", "f; DROP TABLE x")) {
            PgmiException e = trial.fail(
                    project.script("BEGIN; CALL pgmi_test(NULL, '" + callback + "'); COMMIT;"), Outcome.SQL_FAILED);
            assertThat(e.databaseError().sqlState()).as(callback).isEqualTo("22023");
        }
    }

    @Test
    void macroOutsideOfATransactionSaysToWriteBegin() throws SQLException {
        PgmiException head = trial.fail(project.script("CREATE TABLE t ();\nCALL pgmi_test();"), Outcome.SQL_FAILED);
        assertThat(head.databaseError().sqlState()).isEqualTo("25P01");
        assertThat(head.getMessage()).contains("write BEGIN").contains("deploy.sql:2:1");
        assertThat(trial.exists("t")).isFalse();
        PgmiException tail = trial.fail(project.script("COMMIT;\nCALL pgmi_test();"), Outcome.SQL_FAILED);
        assertThat(tail.getMessage()).contains("write BEGIN").contains("deploy.sql:2:1");
    }

    @Test
    void macroWorksInATransactionOfTheTail() {
        DeployResult result = trial.deploy(project.script("COMMIT; BEGIN; CALL pgmi_test(E'lone'); COMMIT;"));
        assertThat(result.tests()).isEqualTo(1);
        assertThat(trial.messages()).contains("[pgmi] Test: ./other/__tests__/lone.sql");
    }

    @Test
    void ownCallbackHearsAllEvents() throws SQLException {
        trial.deploy(project.script("""
                BEGIN;
                CREATE FUNCTION heard(e pg_temp.pgmi_test_event) RETURNS void LANGUAGE plpgsql AS $$
                BEGIN
                  RAISE NOTICE '% % % % %', e.event, coalesce(e.path, '-'), coalesce(e.directory, '-'), e.depth, e.ordinal;
                END $$;
                CALL pgmi_test('sub/t', 'public.heard');
                DROP FUNCTION heard(pg_temp.pgmi_test_event);
                COMMIT;
                """));
        assertThat(trial.messages())
                .containsExactly(
                        "suite_start - - <NULL> 0",
                        "fixture_start ./__test__/_setup.sql ./__test__/ 0 1",
                        "fixture_end ./__test__/_setup.sql ./__test__/ 0 1",
                        "fixture_start ./__test__/sub/_setup.sql ./__test__/sub/ 1 2",
                        "fixture_end ./__test__/sub/_setup.sql ./__test__/sub/ 1 2",
                        "test_start ./__test__/sub/t.sql ./__test__/sub/ 1 3",
                        "test_end ./__test__/sub/t.sql ./__test__/sub/ 1 3",
                        "rollback ./__test__/sub/t.sql ./__test__/sub/ 1 3",
                        "teardown_start - ./__test__/sub/ 1 4",
                        "teardown_end - ./__test__/sub/ 1 4",
                        "teardown_start - ./__test__/ 0 5",
                        "teardown_end - ./__test__/ 0 5",
                        "suite_end - - <NULL> 5");
    }

    @Test
    void macroIsRecognisedOnlyAsAStatement() {
        trial.deploy(project.script(
                "BEGIN; SELECT 'CALL pgmi_test();', $$CALL pgmi_test();$$ AS \"CALL pgmi_test();\"; -- CALL pgmi_test();\n"
                        + "/* CALL pgmi_test(); */ COMMIT;"));
        assertThat(trial.messages()).isEmpty();
    }

    @Test
    void planCanBePersisted() throws SQLException {
        trial.deploy(project.script(
                "BEGIN; CREATE SCHEMA \"My S\"; SELECT pg_temp.pgmi_persist_test_plan('My S', 'lone'); COMMIT;"));
        assertThat(trial.query("SELECT * FROM \"My S\".pgmi_test_plan ORDER BY ordinal"))
                .containsExactly(
                        "1|test|./other/__tests__/lone.sql|./other/__tests__/|0",
                        "2|teardown|NULL|./other/__tests__/|0");
    }

    @Test
    void sqlFilesAreToldByTheirExtension() throws SQLException {
        assertThat(inSession("SELECT string_agg(f || '=' || pg_temp.pgmi_is_sql_file(f), ' ' ORDER BY f COLLATE \"C\")"
                        + " FROM unnest(ARRAY['a.SQL', 'b.plpgsql', 'c.sql.txt', 'sql', 'd.dcl']) AS f"))
                .containsExactly("a.SQL=true b.plpgsql=true c.sql.txt=false d.dcl=true sql=false");
    }
}
