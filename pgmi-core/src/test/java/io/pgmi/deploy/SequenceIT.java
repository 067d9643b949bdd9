// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.Setting;
import io.pgmi.session.Notice;
import io.pgmi.testing.CountingProxy;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestPostgres;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Session API, section 7: from the first connection to the end of the lock, overwrite and timeouts apart. */
@OnEachServer
class SequenceIT {
    private static final String LOCK =
            "SELECT pg_try_advisory_lock(hashtextextended('pgmi.deploy.' || current_database(), 0))";

    private final TestPostgres postgres;
    private TestProject project;

    SequenceIT(OnEachServer.Server server) {
        postgres = server.postgres();
    }

    @BeforeEach
    void project(@TempDir Path directory) {
        project = new TestProject(directory).script("CREATE TABLE IF NOT EXISTS deployed ();");
    }

    private Trial missing() {
        return new Trial(postgres, "missing_" + UUID.randomUUID().toString().replace('-', '_'));
    }

    @Test
    void anExistingDatabaseTakesOneConnectionAndNoMaintenanceDatabase() throws IOException, SQLException {
        try (CountingProxy proxy = new CountingProxy(postgres.host(), postgres.port())) {
            Trial trial = new Trial(postgres)
                    .set(Setting.HOST, "127.0.0.1")
                    .set(Setting.PORT, Integer.toString(proxy.port()))
                    .set(Setting.MAINTENANCE_DATABASE, "there is no such database");
            trial.deploy(project);
            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(trial.exists("deployed")).isTrue();
        }
    }

    @Test
    void aRoleThatMayConnectToItsOwnDatabaseAloneCanDeploy() throws SQLException {
        Trial trial = new Trial(postgres);
        String role = trial.asNewRole("");
        String closed = postgres.createDatabase();
        trial.execute("REVOKE CONNECT ON DATABASE " + closed + " FROM PUBLIC");
        trial.execute("REVOKE ALL ON DATABASE " + trial.database() + " FROM PUBLIC");
        trial.execute("GRANT CONNECT, TEMPORARY ON DATABASE " + trial.database() + " TO " + role);
        trial.execute("CREATE SCHEMA app AUTHORIZATION " + role);
        trial.set(Setting.MAINTENANCE_DATABASE, closed).deploy(project.script("CREATE TABLE app.deployed ();"));
        assertThat(trial.exists("app.deployed")).isTrue();
    }

    @Test
    void aMissingDatabaseIsCreatedFromTheMaintenanceDatabase() throws IOException, SQLException {
        try (CountingProxy proxy = new CountingProxy(postgres.host(), postgres.port())) {
            Trial trial = missing()
                    .set(Setting.HOST, "127.0.0.1")
                    .set(Setting.PORT, Integer.toString(proxy.port()))
                    .set(Setting.MAINTENANCE_DATABASE, postgres.createDatabase());
            trial.deploy(project);
            assertThat(trial.exists("deployed")).isTrue();
            assertThat(proxy.connections()).isEqualTo(3);
        }
    }

    @Test
    void aDatabaseWithAnyNameIsCreated() throws SQLException {
        String name = "S \"ü\" 'x' \\ {d '2020'} ? " + UUID.randomUUID();
        new Trial(postgres, name).deploy(project);
        assertThat(new Trial(postgres, postgres.maintenanceDatabase())
                        .query("SELECT count(*) FROM pg_database WHERE datname = 'S \"ü\" ''x'' \\ {d ''2020''} ? '||'"
                                + name.substring(name.length() - 36) + "'"))
                .containsExactly("1");
    }

    @Test
    void aRoleWithoutCreatedbIsToldWhatItLacks() throws SQLException {
        Trial trial = missing();
        trial.asNewRole("NOCREATEDB");
        PgmiException e = trial.fail(project, Outcome.CONNECTION_FAILED);
        assertThat(e).hasMessageContainingAll("\"" + trial.database() + "\" does not exist", "CREATEDB", "42501");
    }

    @Test
    void aMaintenanceDatabaseThatCannotBeReachedIsNamedTogetherWithTheReason() {
        Trial trial = missing().set(Setting.MAINTENANCE_DATABASE, "no such maintenance");
        assertThat(trial.fail(project, Outcome.CONNECTION_FAILED))
                .hasMessageContainingAll(
                        "\"" + trial.database() + "\" does not exist",
                        "'no such maintenance'",
                        "-Dpgmi.maintenanceDatabase");
    }

    @Test
    void ofTwoThatCreateTheSameDatabaseTheLoserIsAConcurrentDeployment() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 3; round++) {
                Trial model = missing();
                CyclicBarrier start = new CyclicBarrier(3);
                Callable<Outcome> deployment = () -> {
                    Trial trial = new Trial(postgres, model.database());
                    start.await();
                    return outcome(trial);
                };
                List<Outcome> outcomes = outcomes(
                        List.of(threads.submit(deployment), threads.submit(deployment), threads.submit(deployment)));
                assertThat(outcomes)
                        .contains(Outcome.SUCCESS)
                        .containsOnly(Outcome.SUCCESS, Outcome.CONCURRENT_DEPLOYMENT);
                assertThat(model.exists("deployed")).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Outcome outcome(Trial trial) {
        try {
            trial.deploy(project);
            return Outcome.SUCCESS;
        } catch (PgmiException e) {
            if (e.outcome() != Outcome.CONCURRENT_DEPLOYMENT) {
                throw e;
            }
            assertThat(e).hasMessageNotContainingAny("42P04", "23505").hasMessageContaining("another deployment");
            return e.outcome();
        }
    }

    private static List<Outcome> outcomes(List<Future<Outcome>> futures) throws InterruptedException {
        return futures.stream()
                .map(future -> {
                    try {
                        return future.get();
                    } catch (ExecutionException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    @Test
    void theDocumentedLockExcludesADeploymentThatThenChangesNothing() throws SQLException {
        Trial trial = new Trial(postgres);
        try (Connection other = postgres.connect(trial.database());
                Statement statement = other.createStatement()) {
            statement.execute(LOCK);
            assertThat(trial.fail(project, Outcome.CONCURRENT_DEPLOYMENT))
                    .hasMessageContainingAll("another deployment", "\"" + trial.database() + "\"");
            assertThat(trial.exists("deployed")).isFalse();
            statement.execute(LOCK.replace("try_advisory_lock", "advisory_unlock"));
            trial.deploy(project);
        }
    }

    @Test
    void theDocumentedLockIsHeldWhileTheScriptRuns() throws SQLException {
        Trial trial = new Trial(postgres);
        trial.execute("CREATE TABLE free AS SELECT true AS was");
        new Deployer()
                .deploy(trial.request(project.script("DO $$ BEGIN RAISE NOTICE 'look'; END $$;")), lookingAt(trial));
        assertThat(trial.query("SELECT was FROM free")).containsExactly("f");
    }

    private DeployListener lookingAt(Trial trial) {
        return new DeployListener() {
            @Override
            public void notice(Notice notice) {
                try {
                    trial.execute("UPDATE free SET was = (" + LOCK + ")");
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    @Test
    void theLockIsFreeAtOnceAfterSuccess() {
        Trial trial = new Trial(postgres);
        for (int i = 0; i < 20; i++) {
            trial.deploy(project);
        }
    }

    @Test
    void theLockIsFreeAtOnceAfterTheScriptsFailure() {
        Trial trial = new Trial(postgres);
        TestProject failing = project.script("BEGIN; SELECT 1/0;");
        for (int i = 0; i < 20; i++) {
            trial.fail(failing, Outcome.SQL_FAILED);
        }
    }

    @Test
    void theLockIsFreeAtOnceAfterAFailureInTheSuitesPreparation() {
        Trial trial = new Trial(postgres);
        TestProject failing = project.script("BEGIN; CALL pgmi_test(); COMMIT;");
        for (int i = 0; i < 20; i++) {
            assertThat(trial.fail(failing, Outcome.SQL_FAILED).databaseError().sqlState())
                    .isEqualTo("P0002");
        }
    }

    @Test
    void aRoleWithoutTempIsToldTheGrantAndLeavesNoLock() throws SQLException {
        Trial trial = new Trial(postgres);
        String role = trial.asNewRole("");
        trial.execute("REVOKE TEMPORARY ON DATABASE " + trial.database() + " FROM PUBLIC");
        for (int i = 0; i < 20; i++) {
            assertThat(trial.fail(project, Outcome.CONNECTION_FAILED))
                    .hasMessageContaining(
                            "GRANT TEMPORARY ON DATABASE \"" + trial.database() + "\" TO \"" + role + "\";");
        }
    }

    @Test
    void aReadOnlyDefaultIsNamed() throws SQLException {
        Trial trial = new Trial(postgres);
        trial.execute("ALTER DATABASE " + trial.database() + " SET default_transaction_read_only = on");
        assertThat(trial.fail(project, Outcome.CONNECTION_FAILED))
                .hasMessageContainingAll(
                        "default_transaction_read_only", "ALTER DATABASE \"" + trial.database() + "\" RESET");
    }

    @Test
    void aListenerThatThrowsEndsTheDeploymentAndTheLock() throws SQLException {
        Trial trial = new Trial(postgres);
        DeployListener throwing = new DeployListener() {
            @Override
            public void notice(Notice notice) {
                throw new IllegalStateException("enough");
            }
        };
        project.script("CREATE TABLE t (); DO $$ BEGIN RAISE NOTICE 'x'; END $$; SELECT pg_sleep(30);");
        long start = System.nanoTime();
        assertThatThrownBy(() -> new Deployer().deploy(trial.request(project), throwing))
                .hasMessage("enough");
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
        assertThat(trial.exists("t")).isFalse();
        trial.deploy(project.script("SELECT 1;"));
    }
}
