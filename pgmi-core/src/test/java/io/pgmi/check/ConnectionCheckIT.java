// SPDX-License-Identifier: Apache-2.0
package io.pgmi.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Outcome;
import io.pgmi.Problem;
import io.pgmi.check.ServerFacts.Pooler;
import io.pgmi.connect.Setting;
import io.pgmi.testing.FakePooler;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server is found to be. */
@OnEachServer
class ConnectionCheckIT {
    private final TestPostgres postgres;

    @TempDir
    private Path folder;

    ConnectionCheckIT(OnEachServer.Server server) {
        postgres = server.postgres();
    }

    private Requests to(int port, String database) {
        Requests requests = new Requests(folder)
                .given(Setting.HOST, postgres.host())
                .given(Setting.PORT, port)
                .given(Setting.USERNAME, postgres.username())
                .given(Setting.DATABASE, database);
        return postgres.password() == null ? requests : requests.environment("PGPASSWORD", postgres.password());
    }

    private ServerFacts facts(String database) {
        ConnectionReport report = to(postgres.port(), database).check(false);
        assertThat(report.problems()).isEmpty();
        return report.server();
    }

    @Test
    void aServerIsToldAsItSeesTheSession() {
        String database = postgres.createDatabase();

        ServerFacts facts = facts(database);

        assertThat(facts.version()).startsWith(Integer.toString(postgres.majorVersion()));
        assertThat(facts.address()).isEqualTo(postgres.host() + ":" + postgres.port());
        assertThat(facts.database()).isEqualTo(database);
        assertThat(facts.databaseExists()).isTrue();
        assertThat(facts.user()).isEqualTo(postgres.username());
        assertThat(facts.lockHolder()).isNull();
        assertThat(facts.pooler()).isEqualTo(Pooler.NONE);
        if (postgres.majorVersion() < 16) {
            assertThat(facts.authentication()).isEqualTo("unknown");
        } else if (postgres.password() == null) {
            assertThat(facts.authentication()).isEqualTo("trust");
        }
    }

    @Test
    void aDeploymentThatHoldsTheLockIsToldAndNotDisturbed() throws SQLException, IOException {
        String database = postgres.createDatabase();
        try (Connection other = postgres.connect(database);
                Statement statement = other.createStatement()) {
            // As the session API names the lock.
            statement.execute("SELECT pg_advisory_lock(hashtextextended('pgmi.deploy.' || current_database(), 0)),"
                    + " set_config('application_name', 'the other', false)");

            assertThat(facts(database).lockHolder()).contains("the other", postgres.username());
            assertThat(facts(postgres.createDatabase()).lockHolder())
                    .as("another database's")
                    .isNull();
        }
    }

    @Test
    void aMissingDatabaseIsNoFailureBecauseADeploymentCreatesIt() {
        ConnectionReport report = to(postgres.port(), "not_there_yet").check(false);

        assertThat(report.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(report.server().databaseExists()).isFalse();
        assertThat(report.server().database()).isEqualTo(postgres.maintenanceDatabase());
        assertThat(report.notices()).anyMatch(notice -> notice.contains("not_there_yet"));
    }

    @Test
    void aMissingDatabaseFailsWhereTheRoleMayNotCreateIt() throws SQLException {
        String role = "poor_" + postgres.createDatabase();
        try (Connection connection = postgres.connect(postgres.maintenanceDatabase());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'x'");
        }

        ConnectionReport report = to(postgres.port(), "not_there_yet")
                .given(Setting.USERNAME, role)
                .environment("PGPASSWORD", "x")
                .check(false);

        assertThat(report.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(report.problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("CREATEDB");
        assertThat(report.server()).as("what is known is told").isNotNull();
    }

    @Test
    void theSessionsTimeZoneIsTold() {
        ConnectionReport report = to(postgres.port(), postgres.createDatabase())
                .given(Setting.TIME_ZONE, "Asia/Tokyo")
                .check(false);

        assertThat(report.server().timeZone()).isEqualTo("Asia/Tokyo");
    }

    @Test
    void aServerThatIsNotThereIsOneProblemAndTheRestIsStillTold() {
        ConnectionReport report =
                to(1, "shop").given(Setting.CONNECT_ATTEMPTS, 1).check(false);

        assertThat(report.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(report.problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains(":1");
        assertThat(Requests.field(report, "database").shown()).isEqualTo("shop");
        assertThat(report.server()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"SESSION, SESSION", "TRANSACTION_IN_TURN, TRANSACTION", "TRANSACTION_LAST_USED, TRANSACTION"})
    void aPoolerIsToldFromAServer(FakePooler.Mode mode, Pooler expected) throws IOException {
        if (postgres.password() != null) {
            return; // the stand-in cannot log in with one
        }
        String database = postgres.createDatabase();
        try (FakePooler pooler = new FakePooler(postgres, database, mode)) {
            ConnectionReport report = to(pooler.port(), database)
                    .given(Setting.SSL_MODE, "disable")
                    .check(false);

            assertThat(report.problems()).isEmpty();
            assertThat(report.server().pooler()).isEqualTo(expected);
        }
    }
}
