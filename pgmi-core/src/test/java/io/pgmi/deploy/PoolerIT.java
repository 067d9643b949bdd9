// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Outcome;
import io.pgmi.connect.Setting;
import io.pgmi.testing.FakePooler;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestPostgres;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection pooler between deployment and server. */
@OnEachServer
class PoolerIT {
    private final TestPostgres postgres;
    private final TestProject project;

    PoolerIT(OnEachServer.Server server, @TempDir Path folder) {
        postgres = server.postgres();
        project = new TestProject(folder)
                .file("a.sql", "SELECT 1;")
                .script("CREATE TABLE done AS SELECT count(*) AS files FROM pgmi_plan_view;");
        Assumptions.assumeTrue(postgres.password() == null, "the stand-in for a pooler cannot log in with a password");
    }

    private Trial through(FakePooler pooler, String database) {
        return new Trial(postgres, database)
                .set(Setting.HOST, "127.0.0.1")
                .set(Setting.PORT, Integer.toString(pooler.port()))
                .set(Setting.SSL_MODE, "disable");
    }

    @Test
    void oneThatGivesEachTransactionAnotherSessionIsExplainedBeforeAnythingRuns() throws Exception {
        String database = postgres.createDatabase();
        try (FakePooler pooler = new FakePooler(postgres, database, FakePooler.Mode.TRANSACTION_IN_TURN)) {
            Trial trial = through(pooler, database);
            assertThat(trial.fail(project, Outcome.CONNECTION_FAILED).getMessage())
                    .contains("transaction mode", "pool_mode = session", "pgmi:check-connection");
            assertThat(trial.exists("done")).isFalse();
        }
    }

    @Test
    void oneInSessionModeIsNoMatter() throws Exception {
        String database = postgres.createDatabase();
        try (FakePooler pooler = new FakePooler(postgres, database, FakePooler.Mode.SESSION)) {
            Trial trial = through(pooler, database);
            trial.deploy(project);
            assertThat(trial.query("SELECT files FROM done")).containsExactly("1");
        }
    }
}
