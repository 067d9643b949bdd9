// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Outcome;
import io.pgmi.auth.ProviderSource;
import io.pgmi.session.Notice;
import io.pgmi.session.ServerActivity.Blocker;
import io.pgmi.testing.ChildProcess;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestPostgres;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a listener hears while a statement still runs. Another session's lock makes sure that it does. */
@OnEachServer
@Timeout(60)
class LiveIT {
    private final TestPostgres postgres;
    private final Trial trial;
    private final List<RunningStatement> signs = Collections.synchronizedList(new ArrayList<>());
    private TestProject project;
    private Connection holder;

    LiveIT(OnEachServer.Server server) {
        postgres = server.postgres();
        trial = new Trial(postgres);
    }

    @BeforeEach
    void lock(@TempDir Path directory) throws SQLException {
        project = new TestProject(directory);
        trial.execute("CREATE TABLE busy (); GRANT ALL ON busy TO PUBLIC; GRANT ALL ON SCHEMA public TO PUBLIC");
        holder = postgres.connect(trial.database());
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("SET application_name = 'nightly report'");
            statement.execute("LOCK TABLE busy");
        }
    }

    @AfterEach
    void release() {
        try {
            holder.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private int holderPid() throws SQLException {
        try (Statement statement = holder.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Lets the script go on when it has heard this many signs of life. */
    private DeployListener releasingAfter(int count) {
        return new DeployListener() {
            @Override
            public void statementRunning(RunningStatement statement) {
                signs.add(statement);
                if (signs.size() == count) {
                    release();
                }
            }
        };
    }

    private void deploy(DeployListener listener) {
        new Deployer(ProviderSource.NONE, Duration.ofMillis(100)).deploy(trial.request(project), listener);
    }

    @Test
    void aNoticeIsHeardWhileItsStatementRuns() {
        project.script("DO $$ BEGIN RAISE NOTICE 'first'; LOCK TABLE busy; RAISE NOTICE 'second'; END $$;");
        List<String> heard = new ArrayList<>();
        new Deployer().deploy(trial.request(project), new DeployListener() {
            @Override
            public void notice(Notice notice) {
                heard.add(notice.message());
                // Were it heard only at the end, there would be none.
                release();
            }
        });
        assertThat(heard).containsExactly("first", "second");
    }

    @Test
    void noticesBeforeAFailureAreHeard() {
        release();
        project.script("DO $$ BEGIN FOR i IN 1..500 LOOP RAISE NOTICE '%', i; END LOOP; RAISE 'failed'; END $$;");
        trial.fail(project, Outcome.SQL_FAILED);
        assertThat(trial.messages()).hasSize(500).startsWith("1", "2").endsWith("499", "500");
    }

    @Test
    void aStatementThatIsBlockedIsToldWithWhoBlocksIt() throws SQLException, InterruptedException {
        int pid = holderPid();
        project.script("SELECT 1; COMMIT;\n\n  DROP TABLE busy;");
        Instant before = Instant.now();
        deploy(releasingAfter(2));
        assertThat(signs).hasSize(2);
        RunningStatement sign = signs.get(1);
        assertThat(sign.position().toString()).endsWith("deploy.sql:3:3");
        assertThat(sign.orLater()).isFalse();
        assertThat(sign.test()).isNull();
        assertThat(sign.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(sign.activity().waitEvent()).isEqualTo("Lock: relation");
        Blocker blocker = sign.activity().blockers().get(0);
        assertThat(sign.activity().blockers()).hasSize(1);
        assertThat(blocker.pid()).isEqualTo(pid);
        assertThat(blocker.application()).isEqualTo("nightly report");
        assertThat(blocker.state()).isEqualTo("idle in transaction");
        assertThat(blocker.queryStart())
                .isBetween(before.minusSeconds(30), Instant.now().plusSeconds(1));
        trial.awaitNoTraces(Duration.ofSeconds(5));
    }

    @Test
    void aStatementThatWorksWaitsForNothing() throws SQLException {
        release();
        // Until the table is gone; a sleep would be a wait event.
        trial.execute("CREATE TABLE flag ()");
        project.script("DO $$ BEGIN WHILE EXISTS (SELECT FROM pg_class WHERE relname = 'flag') LOOP END LOOP; END $$;");
        deploy(new DeployListener() {
            @Override
            public void statementRunning(RunningStatement statement) {
                signs.add(statement);
                if (statement.activity().waitEvent() == null || signs.size() == 50) {
                    try {
                        trial.execute("DROP TABLE IF EXISTS flag");
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        });
        RunningStatement last = signs.get(signs.size() - 1);
        assertThat(last.activity().waitEvent()).isNull();
        assertThat(last.activity().blockers()).isEmpty();
    }

    @Test
    void inATestItsFileIsTold() {
        project.file("__test__/quick.sql", "SELECT 1;").file("__test__/waits.sql", "LOCK TABLE busy;");
        project.script("BEGIN;\nCALL pgmi_test();\nCOMMIT;");
        deploy(releasingAfter(1));
        RunningStatement sign = signs.get(0);
        assertThat(sign.test().path()).isEqualTo("./__test__/waits.sql");
        assertThat(sign.position().toString()).endsWith("deploy.sql:2:1");
        assertThat(sign.orLater()).isTrue();
        assertThat(sign.activity().waitEvent()).isEqualTo("Lock: relation");
    }

    /** The server names the first of them that it has reported; a notice makes it report. */
    @Test
    void inTheHeadTheStatementsThatAreDoneAreNotTold() {
        project.script(
                "BEGIN;\nSELECT 1;\nDO $$ BEGIN RAISE NOTICE 'here'; LOCK TABLE busy; END $$;\nSELECT 2;\nCOMMIT;");
        deploy(releasingAfter(1));
        assertThat(signs.get(0).position().toString()).endsWith("deploy.sql:3:1");
        assertThat(signs.get(0).orLater()).isTrue();
    }

    @Test
    void aRoleThatMayNotSeeOthersStillSeesTheirProcess() throws SQLException {
        int pid = holderPid();
        trial.asNewRole("");
        project.script("SELECT FROM busy;");
        deploy(releasingAfter(1));
        Blocker blocker = signs.get(0).activity().blockers().get(0);
        assertThat(blocker.pid()).isEqualTo(pid);
        assertThat(blocker.application()).isEqualTo("nightly report");
        assertThat(blocker.state()).isNull();
        assertThat(blocker.queryStart()).isNull();
    }

    @Test
    void whereNoSecondConnectionIsLeftTheSignComesWithoutDetail() throws SQLException {
        trial.asNewRole("CONNECTION LIMIT 1");
        project.script("SELECT FROM busy;");
        deploy(releasingAfter(1));
        assertThat(signs.get(0).activity()).isNull();
        assertThat(signs.get(0).position().toString()).endsWith("deploy.sql:1:1");
    }

    @Test
    void aListenerThatThrowsEndsTheSignsOnly() {
        AtomicInteger heard = new AtomicInteger();
        project.script("SELECT FROM busy;");
        deploy(new DeployListener() {
            @Override
            public void statementRunning(RunningStatement statement) {
                heard.incrementAndGet();
                release();
                throw new IllegalStateException("from the listener");
            }
        });
        assertThat(heard).hasValue(1);
    }

    @Test
    void filesAreToldAsTheyAreSent() {
        release();
        project.file("a.sql", "SELECT 1;").file("__test__/b.sql", "SELECT 1;").script("SELECT 1;");
        List<String> heard = new ArrayList<>();
        deploy(new DeployListener() {
            @Override
            public void filesLoading(int loaded, int files) {
                heard.add(loaded + " of " + files);
            }

            @Override
            public void filesLoaded(int files, long bytes, Duration duration) {
                heard.add("all " + files);
            }
        });
        assertThat(heard).containsExactly("1 of 2", "2 of 2", "all 2");
    }

    /** Deploys and prints how many notices it heard. */
    public static final class CountingProcess {
        public static void main(String[] args) {
            TestPostgres postgres = new TestPostgres(
                    args[0], Integer.parseInt(args[1]), args[2], System.getenv("PGPASSWORD"), "postgres");
            int[] heard = {0};
            new Deployer()
                    .deploy(
                            new Trial(postgres, args[3]).request(new TestProject(Path.of(args[4]))),
                            new DeployListener() {
                                @Override
                                public void notice(Notice notice) {
                                    heard[0]++;
                                }
                            });
            System.out.println("heard " + heard[0]);
        }
    }

    /** 200 MB of notices in one statement, through a heap of 128 MB. */
    @Test
    void noticesTakeNoMemory() throws Exception {
        release();
        project.script(
                "DO $$ BEGIN FOR i IN 1..200000 LOOP RAISE NOTICE '% %', i, repeat('x', 1000); END LOOP; END $$;");
        ChildProcess child = ChildProcess.start(
                List.of("-Xmx128m"),
                CountingProcess.class,
                List.of(
                        postgres.host(),
                        Integer.toString(postgres.port()),
                        postgres.username(),
                        trial.database(),
                        project.directory().toString()),
                postgres.password());
        assertThat(child.await(50)).contains("heard 200000");
    }
}
