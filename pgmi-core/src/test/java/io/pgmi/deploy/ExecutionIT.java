// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.session.Notice;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Session API, section 6: how deploy.sql is run. */
@OnEachServer
class ExecutionIT {
    private final Trial trial;
    private TestProject project;

    ExecutionIT(OnEachServer.Server server) {
        trial = new Trial(server.postgres());
    }

    @BeforeEach
    void project(@TempDir Path directory) {
        project = new TestProject(directory);
    }

    @Test
    void headOf600StatementsWithAnErrorAtItsEndLeavesNothing() throws SQLException {
        trial.execute("CREATE TABLE t (i int)");
        trial.fail(project.script("INSERT INTO t VALUES (1);\n".repeat(600) + "SELECT 1/0;"), Outcome.SQL_FAILED);
        assertThat(trial.query("SELECT count(*) FROM t")).containsExactly("0");
    }

    @Test
    void sqlstate26000AtTheEndRunsTheScriptOnce() throws SQLException {
        trial.execute("CREATE SEQUENCE runs");
        PgmiException e = trial.fail(
                project.script("SELECT nextval('runs'); DO $$ BEGIN RAISE 'once' USING ERRCODE = '26000'; END $$;"),
                Outcome.SQL_FAILED);
        assertThat(e.databaseError().sqlState()).isEqualTo("26000");
        assertThat(trial.query("SELECT last_value FROM runs")).containsExactly("1");
    }

    @Test
    void headEndsWithTheFirstTerminatorAndWhatItCommittedStays() throws SQLException {
        PgmiException e = trial.fail(
                project.script("BEGIN; CREATE TABLE kept (); END WORK; CREATE TABLE also_kept ();\nSELEC 1;"),
                Outcome.SQL_FAILED);
        assertThat(e.databaseError().position()).hasToString(project.directory().resolve("deploy.sql") + ":2:1");
        assertThat(trial.exists("kept")).isTrue();
        assertThat(trial.exists("also_kept")).isTrue();
    }

    @Test
    void syntaxErrorInTheTailIsNoErrorOfTheHead() throws SQLException {
        trial.fail(project.script("CREATE TABLE kept (); COMMIT; SELEC 1;"), Outcome.SQL_FAILED);
        assertThat(trial.exists("kept")).isTrue();
    }

    @Test
    void tailStatementsStandByThemselves() throws SQLException {
        String other = trial.database() + "_other";
        trial.deploy(project.script("""
                BEGIN;
                CREATE TABLE t (i int);
                CREATE PROCEDURE commits() LANGUAGE plpgsql AS $$
                BEGIN
                  INSERT INTO t VALUES (1);
                  COMMIT;
                  INSERT INTO t VALUES (2);
                  ROLLBACK;
                END $$;
                COMMIT;
                CREATE INDEX CONCURRENTLY t_i ON t (i);
                VACUUM t;
                CREATE DATABASE %1$s;
                DROP DATABASE %1$s;
                CALL commits();
                BEGIN; INSERT INTO t VALUES (3); ROLLBACK;
                BEGIN; INSERT INTO t VALUES (4); COMMIT;
                """.formatted(other)));
        assertThat(trial.query("SELECT i FROM t ORDER BY i")).containsExactly("1", "4");
        assertThat(trial.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_i'::regclass"))
                .containsExactly("t");
    }

    @Test
    void failureInTheTailStopsThereAndRollsBackItsOwnTransaction() throws SQLException {
        trial.fail(project.script("""
                        CREATE TABLE t (i int); COMMIT;
                        INSERT INTO t VALUES (1);
                        BEGIN;
                        INSERT INTO t VALUES (2);
                        SELECT 1/0;
                        COMMIT;
                        INSERT INTO t VALUES (3);
                        """), Outcome.SQL_FAILED);
        assertThat(trial.query("SELECT i FROM t")).containsExactly("1");
    }

    @Test
    void whatOnlyLooksLikeATerminatorEndsNothing() throws SQLException {
        trial.fail(project.script("""
                        BEGIN;
                        CREATE TABLE t (i int);
                        SAVEPOINT s;
                        ROLLBACK TO s;
                        ROLLBACK WORK TO SAVEPOINT s;
                        -- COMMIT;
                        /* COMMIT; /* COMMIT; */ COMMIT; */
                        SELECT 'COMMIT;', $$ COMMIT; $$, E'\\'; COMMIT;', "COMMIT;" FROM (SELECT 1) AS x("COMMIT;");
                        SELECT 1/0;
                        COMMIT;
                        """), Outcome.SQL_FAILED);
        assertThat(trial.exists("t")).isFalse();
    }

    @Test
    void scriptArrivesUnaltered() throws SQLException {
        String nested = "/* a /* b ; ' */ c */";
        trial.deploy(project.script("CREATE TABLE seen (i int, t text);\r\n"
                + "INSERT INTO seen VALUES (1, '{d ''2020-01-01''}'), (2, '{fn now()} ? ?? $1'), (3, E'\\'\\\\;'),\r\n"
                + "  (4, 'line one\r\nline two'), (5, $q$ ' ; \\ $1 $q$), (6, 'żółć 漢字 🐘')" + nested + ";\n"
                + "PREPARE p(int) AS SELECT $1 + 1; EXECUTE p(1);\n"
                + "SELECT '{\"a\": 1}'::jsonb ? 'a';"));
        assertThat(trial.query("SELECT t FROM seen ORDER BY i"))
                .containsExactly(
                        "{d '2020-01-01'}",
                        "{fn now()} ? ?? $1",
                        "'\\;",
                        "line one\r\nline two",
                        " ' ; \\ $1 ",
                        "żółć 漢字 🐘");
    }

    @Test
    void beginAtomicBodyIsOneStatement() throws SQLException {
        if (trial.query("SHOW server_version_num").get(0).compareTo("140000") < 0) {
            return; // BEGIN ATOMIC came with PostgreSQL 14, and there is no older syntax to test
        }
        trial.deploy(project.script("""
                COMMIT;
                CREATE OR REPLACE FUNCTION pick(a int) RETURNS text
                BEGIN ATOMIC
                  SELECT 1;
                  SELECT CASE WHEN a = 1 THEN CASE a WHEN 1 THEN 'one' END ELSE 'other' END;
                END;
                CREATE TABLE seen AS SELECT pick(1);
                """));
        assertThat(trial.query("SELECT * FROM seen")).containsExactly("one");
    }

    @Test
    void positionsAreThoseOfTheFileOnDisk() {
        String file = project.directory().resolve("deploy.sql").toString();
        PgmiException e = trial.fail(
                project.script("\uFEFFBEGIN;\r\n-- żółć 🐘\r\n/* 🐘 */ SELECT 'é🐘' || nothing;\r\nCOMMIT;"),
                Outcome.SQL_FAILED);
        assertThat(e.databaseError().sqlState()).isEqualTo("42703");
        assertThat(e.databaseError().position()).hasToString(file + ":3:24");
        assertThat(e.getMessage())
                .contains(file + ":3:24: ERROR 42703: column \"nothing\" does not exist")
                .contains("/* 🐘 */ SELECT 'é🐘' || nothing;\n");
    }

    @Test
    void errorWithoutAPositionIsPlacedAtItsStatement() {
        PgmiException e = trial.fail(
                project.script(
                        "SELECT 1;\nSELECT 2; -- two\n  DO $$ BEGIN\n  RAISE 'why' USING DETAIL = 'd', HINT = 'h';\nEND $$;"),
                Outcome.SQL_FAILED);
        assertThat(e.databaseError().position()).hasToString(project.directory().resolve("deploy.sql") + ":4:3");
        assertThat(e.databaseError().detail()).isEqualTo("d");
        assertThat(e.databaseError().hint()).isEqualTo("h");
        assertThat(e.databaseError().where()).contains("inline_code_block line 2 at RAISE");
        assertThat(e.getMessage()).contains("ERROR P0001: why", "DETAIL: d", "HINT: h", "WHERE: PL/pgSQL function");
    }

    @Test
    void noticesArriveInOrderWhileTheScriptRuns() {
        List<Long> arrivals = new ArrayList<>();
        long[] end = new long[1];
        project.script("""
                DO $$ BEGIN
                  RAISE NOTICE 'one'; PERFORM pg_sleep(0.5);
                  RAISE WARNING 'two' USING DETAIL = 'd', HINT = 'h'; PERFORM pg_sleep(0.5);
                  RAISE INFO 'three'; RAISE DEBUG 'unseen';
                END $$;
                """);
        DeployListener collecting = trial.listener();
        new Deployer().deploy(trial.request(project), new DeployListener() {
            @Override
            public void notice(Notice notice) {
                arrivals.add(System.nanoTime());
                collecting.notice(notice);
            }

            @Override
            public void unitCompleted(int number, int count, java.time.Duration duration, long rows) {
                end[0] = System.nanoTime();
            }
        });
        assertThat(trial.messages()).containsExactly("one", "two", "three");
        assertThat(trial.notices().stream().map(Notice::severity))
                .containsExactly(Notice.Severity.NOTICE, Notice.Severity.WARNING, Notice.Severity.INFO);
        assertThat(trial.notices().get(1).detail()).isEqualTo("d");
        // Each at its time: half a second of sleep lies between any two, and before the end.
        assertThat(arrivals.get(1) - arrivals.get(0)).isGreaterThan(300_000_000L);
        assertThat(end[0] - arrivals.get(0)).isGreaterThan(600_000_000L);
    }

    @Test
    void debugMessagesArriveWhenAskedFor() {
        trial.debug().deploy(project.script("DO $$ BEGIN RAISE DEBUG 'seen'; END $$;"));
        assertThat(trial.messages()).contains("seen");
    }

    @Test
    void noticesBeforeAnErrorArrive() {
        trial.fail(project.script("DO $$ BEGIN RAISE NOTICE 'before'; RAISE 'error'; END $$;"), Outcome.SQL_FAILED);
        assertThat(trial.messages()).containsExactly("before");
    }

    @Test
    void timeZoneOfTheJvmChangesNothing() throws SQLException {
        trial.execute("ALTER DATABASE " + trial.database() + " SET TimeZone = 'America/Caracas'");
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            trial.deploy(project.script("CREATE TABLE zone AS SELECT current_setting('TimeZone') AS zone,"
                    + " timestamptz '2020-01-01 00:00' AT TIME ZONE 'UTC' AS at"));
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(trial.query("SELECT * FROM zone")).containsExactly("America/Caracas|2020-01-01 04:00:00");
    }

    @Test
    void dateStyleAndFloatDigitsAreTheDatabasesOwnAndTheScriptsToChange() throws SQLException {
        trial.execute("ALTER DATABASE " + trial.database() + " SET DateStyle = 'German, DMY'");
        trial.execute("ALTER DATABASE " + trial.database() + " SET extra_float_digits = 0");
        trial.deploy(project.script("""
                CREATE TABLE seen AS SELECT current_setting('DateStyle') AS s, date '01.02.2020'::text AS d,
                  (0.1::float8 + 0.2::float8)::text AS f;
                SET DateStyle = 'Postgres, MDY';
                INSERT INTO seen VALUES (current_setting('DateStyle'), now()::text, '');
                """));
        assertThat(trial.query("SELECT s, left(d, 10), f FROM seen WHERE f <> ''"))
                .containsExactly("German, DMY|01.02.2020|0.3");
        assertThat(trial.query("SELECT s FROM seen WHERE f = ''")).containsExactly("Postgres, MDY");
    }

    @Test
    void scriptMayChangeTheClientEncoding() throws SQLException {
        trial.deploy(
                project.script(
                        "SET client_encoding = 'LATIN1'; COMMIT; CREATE TABLE seen AS SELECT 'é' AS t; RESET client_encoding;"));
        assertThat(trial.query("SELECT t FROM seen")).containsExactly("é");
    }

    @Test
    void scriptThatEndsInsideItsTransactionIsWarnedOf() throws SQLException {
        trial.deploy(project.script("BEGIN; CREATE TABLE t ();"));
        assertThat(trial.exists("t")).isFalse();
        assertThat(trial.warnings()).anyMatch(warning -> warning.contains("COMMIT"));
    }

    @Test
    void scriptOfCommentsOnlyIsFine() {
        trial.deploy(project.script("-- nothing\n"));
        trial.deploy(project.script(""));
    }

    @Test
    void copyFromStdinSaysWhatToDoInstead() {
        PgmiException e = trial.fail(project.script("CREATE TABLE t (i int); COPY t FROM STDIN;"), Outcome.SQL_FAILED);
        assertThat(e.getMessage()).contains("COPY").contains("pgmi_source_view");
    }

    @Test
    void copyToStdoutRunsAndItsDataIsDroppedLikeRows() throws SQLException {
        trial.deploy(project.script("""
                BEGIN; CREATE TABLE t AS SELECT i FROM generate_series(1, 20000) AS i; COPY t TO STDOUT; COMMIT;
                COPY t TO STDOUT;
                COPY (SELECT 1) TO STDOUT (FORMAT binary);
                CREATE TABLE after_it ();
                """));
        assertThat(trial.exists("after_it")).isTrue();
        PgmiException e = trial.fail(
                project.script("COPY t TO STDOUT;\nCOPY (SELECT 1/(i-10000) FROM t) TO STDOUT;"), Outcome.SQL_FAILED);
        assertThat(e.databaseError().sqlState()).isEqualTo("22012");
        assertThat(e.databaseError().position()).hasToString(project.directory().resolve("deploy.sql") + ":2:1");
    }

    @Test
    void errorInAnExecutedFileShowsTheFilesLine() {
        project.file("migrations/1.sql", "CREATE TABLE m (i int);\nSELECT i,\n  '🐘' || nothing FROM m;\n");
        PgmiException e = trial.fail(project.script("""
                DO $$ DECLARE f record; BEGIN
                  FOR f IN SELECT * FROM pg_temp.pgmi_plan_view ORDER BY execution_order LOOP
                    EXECUTE f.content;
                  END LOOP;
                END $$;
                """), Outcome.SQL_FAILED);
        assertThat(e.getMessage())
                .startsWith(project.directory().resolve("migrations/1.sql") + ":3:10: ERROR 42703: ")
                .contains("      '🐘' || nothing FROM m;\n" + " ".repeat(4 + 9) + "^\n")
                .contains("called from " + project.directory().resolve("deploy.sql") + ":3:5\n")
                .contains("WHERE: PL/pgSQL function inline_code_block line 3");
    }

    @Test
    void backslashCommandOfPsqlIsExplained() {
        assertThat(trial.fail(project.script("\\restrict x\nSELECT 1;"), Outcome.SQL_FAILED)
                        .getMessage())
                .contains("deploy.sql:1:1: ERROR 42601", "psql");
        assertThat(trial.fail(project.script("SELECT 1 1;"), Outcome.SQL_FAILED).getMessage())
                .doesNotContain("psql");
    }
}
