// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Outcome;
import io.pgmi.session.Notice;
import io.pgmi.session.TestStep;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listener hears of tests, whatever the script does to its session. */
@OnEachServer
class TestEventsIT {
    private static final List<String> ALL = List.of(
            "started FIXTURE 1 ./a/__test__/_setup.sql in ./a/__test__/",
            "completed ./a/__test__/_setup.sql",
            "started TEST 2 ./a/__test__/one.sql in ./a/__test__/",
            "completed ./a/__test__/one.sql",
            "started TEST 3 ./a/__test__/sub dir/it''s two.sql in ./a/__test__/sub dir/",
            "completed ./a/__test__/sub dir/it''s two.sql",
            "started TEST 6 ./b/__tests__/three.sql in ./b/__tests__/",
            "completed ./b/__tests__/three.sql");

    private final Trial trial;
    private final List<String> events = new ArrayList<>();
    private final List<Duration> durations = new ArrayList<>();
    private TestProject project;

    TestEventsIT(OnEachServer.Server server) {
        trial = new Trial(server.postgres());
    }

    @BeforeEach
    void project(@TempDir Path directory) {
        project = new TestProject(directory)
                .file("a/__test__/_setup.sql", "SELECT 1;")
                .file("a/__test__/one.sql", "SELECT 1;")
                .file("a/__test__/sub dir/it''s two.sql", "SELECT 1;")
                .file("b/__tests__/three.sql", "SELECT 1;");
    }

    private final class Recorder implements DeployListener {
        @Override
        public void testsPlanned(List<String> tests) {
            events.add("planned " + String.join(" ", tests));
        }

        @Override
        public void testStarted(TestStep step) {
            events.add("started " + step.kind() + " " + step.ordinal() + " " + step.path() + " in " + step.directory());
        }

        @Override
        public void testCompleted(TestStep step, Duration duration) {
            events.add("completed " + step.path());
            durations.add(duration);
        }

        @Override
        public void notice(Notice notice) {
            events.add("notice " + notice.message());
        }
    }

    private List<String> events(String script) {
        events.clear();
        new Deployer().deploy(trial.request(project.script(script)), new Recorder());
        return events;
    }

    private List<String> steps(String script) {
        return events(script).stream()
                .filter(event -> event.startsWith("started") || event.startsWith("completed"))
                .toList();
    }

    @Test
    void everyStepIsToldInOrderWithTheNoticesInBetween() {
        project.file("a/__test__/one.sql", "DO $$ BEGIN RAISE WARNING 'from one'; END $$;");
        List<String> heard = events("BEGIN; CALL pgmi_test('one|three'); COMMIT;");
        assertThat(heard)
                .containsExactly(
                        "planned ./a/__test__/one.sql ./b/__tests__/three.sql",
                        "notice [pgmi] Test suite started",
                        "notice [pgmi] Fixture: ./a/__test__/_setup.sql",
                        ALL.get(0),
                        ALL.get(1),
                        "notice [pgmi] Test: ./a/__test__/one.sql",
                        ALL.get(2),
                        "notice from one",
                        ALL.get(3),
                        "notice [pgmi] Test: ./b/__tests__/three.sql",
                        "started TEST 4 ./b/__tests__/three.sql in ./b/__tests__/",
                        ALL.get(7),
                        "notice [pgmi] Test suite completed (5 steps)");
    }

    @Test
    void customCallbacksAndRaisedLevelsDoNotSilenceThem() {
        assertThat(steps("""
                BEGIN;
                CREATE FUNCTION silent(e pg_temp.pgmi_test_event) RETURNS void LANGUAGE sql AS '';
                SET LOCAL client_min_messages = error;
                CALL pgmi_test(NULL, 'public.silent');
                DROP FUNCTION silent(pg_temp.pgmi_test_event);
                COMMIT;""")).isEqualTo(ALL);
        assertThat(events).noneMatch(event -> event.startsWith("notice"));
    }

    @Test
    void anotherRoleSearchPathAndOperatorsDoNotBreakThem() throws SQLException {
        String role = "events_" + trial.database();
        trial.execute("CREATE ROLE \"" + role + "\"");
        assertThat(steps("""
                BEGIN;
                CREATE SCHEMA trap;
                GRANT USAGE ON SCHEMA trap TO PUBLIC;
                CREATE FUNCTION trap.format(text, VARIADIC "any") RETURNS text LANGUAGE internal AS 'text_format';
                CREATE FUNCTION trap.mul(numeric, numeric) RETURNS numeric LANGUAGE sql AS 'SELECT 0::numeric';
                CREATE OPERATOR trap.* (LEFTARG = numeric, RIGHTARG = numeric, PROCEDURE = trap.mul);
                SET ROLE "%s";
                SET search_path = trap, pg_catalog;
                CALL pgmi_test();
                RESET ROLE;
                COMMIT;""".formatted(role))).isEqualTo(ALL);
    }

    @Test
    void testsOfTheTailAndOfSeveralCallsAreToldToo() {
        List<String> heard = steps("BEGIN; CALL pgmi_test('one'); COMMIT; BEGIN; CALL pgmi_test('one'); COMMIT;");
        assertThat(heard).hasSize(8);
        assertThat(heard.subList(0, 4)).isEqualTo(ALL.subList(0, 4)).isEqualTo(heard.subList(4, 8));
    }

    /** Both durations from one clock, and each within what the message of both took in all. */
    @Test
    void durationsAreTheTestsOwn() {
        project.file("a/__test__/one.sql", "SELECT pg_sleep(0.3);").file("a/__test__/_setup.sql", "SELECT 1;");
        events("""
                BEGIN;
                CREATE FUNCTION slow(e pg_temp.pgmi_test_event) RETURNS void LANGUAGE sql AS 'SELECT pg_sleep(0.4)';
                CALL pgmi_test('one', 'slow');
                DROP FUNCTION slow(pg_temp.pgmi_test_event);
                COMMIT;""");
        assertThat(durations.get(0)).isBetween(Duration.ZERO, Duration.ofMillis(290));
        assertThat(durations.get(1)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aFailingTestStartsAndNothingFollows() {
        project.file("a/__test__/sub dir/it''s two.sql", "SELECT 1/0;");
        events.clear();
        try {
            new Deployer().deploy(trial.request(project.script("BEGIN; CALL pgmi_test(); COMMIT;")), new Recorder());
        } catch (io.pgmi.PgmiException e) {
            assertThat(e.outcome()).isEqualTo(Outcome.SQL_FAILED);
        }
        assertThat(events.get(events.size() - 1)).isEqualTo(ALL.get(4));
    }

    @Test
    void aScriptsOwnInfoIsANotice() {
        List<String> heard = events("""
                DO $$ BEGIN
                  RAISE INFO 'mine' USING ERRCODE = 'PGTST', DETAIL = 'started test 1 1 ./a/__test__/one.sql';
                  RAISE INFO 'plain';
                END $$;""");
        assertThat(heard).containsExactly("notice mine", "notice plain");
    }

    @Test
    void aForgedStepHarmsNothing() {
        List<String> heard = steps("""
                BEGIN;
                SELECT pg_temp._pgmi_test_step('completed', 'test', 1, './a/__test__/one.sql');
                SELECT pg_temp._pgmi_test_step('started', 'test', 99, '../../x');
                SELECT pg_temp._pgmi_test_step('completed', 'test', 98, '../../x');
                CALL pgmi_test();
                COMMIT;""");
        assertThat(heard.get(0)).isEqualTo("started TEST 99 ../../x in ../../");
        assertThat(heard.subList(1, heard.size())).isEqualTo(ALL);
    }

    @Test
    void rowsAreThoseThatCommandTagsTell() {
        List<Long> rows = new ArrayList<>();
        DeployListener listener = new DeployListener() {
            @Override
            public void unitCompleted(int number, int count, Duration duration, long written) {
                rows.add(written);
            }
        };
        new Deployer().deploy(trial.request(project.script("""
                CREATE TABLE t AS SELECT generate_series(1, 10) AS i;
                INSERT INTO t SELECT 11 RETURNING i;
                SELECT * FROM t;
                COMMIT;
                UPDATE t SET i = i WHERE i > 4;
                DELETE FROM t WHERE i < 3 RETURNING i;
                SELECT * FROM t;
                DO $$ BEGIN DELETE FROM t; END $$;
                """)), listener);
        assertThat(rows).containsExactly(11L, 7L, 2L, 0L, 0L);
    }
}
