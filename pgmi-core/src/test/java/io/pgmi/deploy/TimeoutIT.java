// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.Setting;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestPostgres;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Session API, section 7.7: a deployment ends at its time limit, on the server, too. */
@OnEachServer
@Timeout(30)
class TimeoutIT {
    private final TestPostgres postgres;
    private final boolean newest;
    private TestProject project;

    TimeoutIT(OnEachServer.Server server) {
        postgres = server.postgres();
        newest = server == OnEachServer.Server.NEWEST;
    }

    @BeforeEach
    void project(@TempDir Path directory) {
        project = new TestProject(directory);
    }

    private Trial trial() {
        return new Trial(postgres).timeout("700ms");
    }

    /** It ends soon after its limit, leaves nothing on the server, and the next one works at once. */
    private PgmiException timesOut(Trial trial, Duration atMost) throws SQLException, InterruptedException {
        Instant start = Instant.now();
        PgmiException e = trial.fail(project, Outcome.TIMEOUT);
        assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(650), atMost);
        trial.awaitNoTraces(Duration.ofSeconds(2));
        trial.timeout("1m").deploy(project.script("SELECT 1;"));
        return e;
    }

    @Test
    void theHeadIsCancelledAndRolledBack() throws SQLException, InterruptedException {
        Trial trial = trial();
        project.script("CREATE TABLE t ();\nSELECT pg_sleep(60);");
        PgmiException e = timesOut(trial, Duration.ofSeconds(5));
        assertThat(e).hasMessageContainingAll("timeout of 0.7s", "-Dpgmi.timeout", "deploy.sql:2:1");
        assertThat(trial.exists("t")).isFalse();
    }

    @Test
    void theTailIsCancelledAndTheHeadStays() throws SQLException, InterruptedException {
        Trial trial = trial();
        project.script("CREATE TABLE t (); COMMIT; CREATE TABLE u (); SELECT pg_sleep(60); CREATE TABLE v ();");
        timesOut(trial, Duration.ofSeconds(5));
        assertThat(trial.exists("t")).isTrue();
        assertThat(trial.exists("u")).isTrue();
        assertThat(trial.exists("v")).isFalse();
    }

    @Test
    void aLimitBetweenTwoStatementsOfTheTailStopsBeforeTheNext() throws SQLException, InterruptedException {
        Trial trial = trial();
        project.script("COMMIT;\n" + "SELECT pg_sleep(0.01);\n".repeat(1000));
        timesOut(trial, Duration.ofSeconds(5));
    }

    @Test
    void aScriptThatTrapsTheCancelIsTerminated() throws SQLException, InterruptedException {
        assumeTrue(newest, "takes seconds, and no version differs");
        Trial trial = trial();
        project.script("""
                DO $$
                BEGIN
                  LOOP
                    BEGIN
                      PERFORM pg_sleep(60);
                    EXCEPTION WHEN query_canceled THEN
                      NULL;
                    END;
                  END LOOP;
                END
                $$;
                """);
        timesOut(trial, Duration.ofSeconds(10));
    }

    @Test
    void waitingForALockIsCancelled() throws SQLException, InterruptedException {
        Trial trial = trial();
        trial.execute("CREATE TABLE t (i int)");
        try (Connection other = postgres.connect(trial.database());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE t");
            project.script("ALTER TABLE t ADD COLUMN j int;");
            timesOut(trial, Duration.ofSeconds(5));
        }
    }

    @Test
    void aLockThatHoldsUpTheDropEndsTheOverwriteAndLeavesTheDatabase() throws SQLException, InterruptedException {
        Trial trial = trial().overwrite(OverwriteApproval.FORCED);
        project.script("SELECT 1;");
        try (Connection other = postgres.connect(postgres.maintenanceDatabase());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            // A lock on the database as an object, which DROP DATABASE wants for itself.
            statement.execute("COMMENT ON DATABASE " + trial.database() + " IS 'held'");
            PgmiException e = trial.fail(project, Outcome.TIMEOUT);
            assertThat(e).hasMessageContaining("is unchanged");
            other.rollback();
        }
        trial.awaitNoTraces(Duration.ofSeconds(2));
        trial.timeout("1m").deploy(project);
    }

    /** Log-in, lock, objects, COPY, preparation, script, unlock: none of them may report anything else, or leave a lock. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLimitAtAnyMomentIsATimeoutOrComesTooLate(boolean overwrite) throws SQLException, InterruptedException {
        Trial trial = new Trial(postgres);
        if (overwrite) {
            trial.overwrite(OverwriteApproval.FORCED);
        }
        for (int i = 0; i < 100; i++) {
            project.file("f" + i + ".sql", "SELECT 1;\n".repeat(500));
        }
        project.script("BEGIN; CALL pgmi_test(); COMMIT;").file("__test__/t.sql", "SELECT 1;");
        int timeouts = 0;
        for (int limit = 2; limit < (overwrite ? 300 : 120); limit += overwrite ? 37 : 9) {
            try {
                trial.timeout(limit + "ms").deploy(project);
            } catch (PgmiException e) {
                assertThat(e.outcome()).as(e.getMessage()).isEqualTo(Outcome.TIMEOUT);
                timeouts++;
            }
        }
        assertThat(timeouts).isPositive();
        trial.awaitNoTraces(Duration.ofSeconds(5));
        trial.timeout("1m").deploy(project);
    }

    @Test
    void theServersStatementTimeoutIsAFailureOfTheScript() throws SQLException {
        Trial trial = new Trial(postgres);
        PgmiException e = trial.fail(
                project.script("SET statement_timeout = '200ms'; COMMIT; SELECT pg_sleep(60);"), Outcome.SQL_FAILED);
        assertThat(e.databaseError().sqlState()).isEqualTo("57014");
    }

    @Test
    void aConnectTimeoutIsAFailedConnection() throws IOException {
        assumeTrue(newest, "no real server takes part");
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            new Trial(new TestPostgres("127.0.0.1", silent.getLocalPort(), "ann", null, "postgres"), "shop")
                    .set(Setting.CONNECT_TIMEOUT, "1s")
                    .set(Setting.CONNECT_ATTEMPTS, "1")
                    .timeout("20s")
                    .fail(project.script("SELECT 1;"), Outcome.CONNECTION_FAILED);
        }
    }

    @Test
    void theDeploymentsLimitWhileConnectingIsATimeout() throws IOException {
        assumeTrue(newest, "no real server takes part");
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            new Trial(new TestPostgres("127.0.0.1", silent.getLocalPort(), "ann", null, "postgres"), "shop")
                    .set(Setting.CONNECT_TIMEOUT, "20s")
                    .timeout("1s")
                    .fail(project.script("SELECT 1;"), Outcome.TIMEOUT);
        }
    }
}
