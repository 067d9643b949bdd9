// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.auth.ExampleSocketFactory;
import io.pgmi.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against a real server. */
class ConnectorIT {
    private static final Connector CONNECTOR = new Connector(warning -> {});

    static Stream<TestPostgres> servers() {
        return Stream.of(TestPostgres.oldest(), TestPostgres.newest());
    }

    private static Sources sources(TestPostgres server, String database) {
        Sources sources = new Sources()
                .pom(Setting.HOST, server.host())
                .pom(Setting.PORT, Integer.toString(server.port()))
                .environment("PGUSER", server.username())
                .environment("PGDATABASE", database);
        return server.password() == null ? sources : sources.environment("PGPASSWORD", server.password());
    }

    private static Connection open(Sources sources) {
        ConnectionConfig config = sources.resolve();
        return CONNECTOR.open(
                config, config.target().database().value(), Instant.now().plusSeconds(60));
    }

    private static PgmiException failure(Sources sources) {
        return catchThrowableOfType(PgmiException.class, () -> open(sources).close());
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void run(TestPostgres server, String sql) throws SQLException {
        try (Connection connection = server.connect(server.maintenanceDatabase());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theSessionIsInTheDatabaseUnderOurName(TestPostgres server) throws SQLException {
        String database = server.createDatabase();

        try (Connection connection = open(sources(server, database))) {
            assertThat(ask(connection, "SELECT current_database()")).isEqualTo(database);
            assertThat(ask(connection, "SHOW application_name")).isEqualTo("pgmi");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.getNetworkTimeout()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theTimeZoneIsTheDatabasesUnlessOneIsAskedFor(TestPostgres server) throws SQLException {
        String database = server.createDatabase();
        run(server, "ALTER DATABASE " + database + " SET TimeZone = 'Asia/Kathmandu'");

        try (Connection connection = open(sources(server, database))) {
            assertThat(ask(connection, "SHOW TimeZone")).isEqualTo("Asia/Kathmandu");
        }
        try (Connection connection = open(sources(server, database).pom(Setting.TIME_ZONE, "Pacific/Chatham"))) {
            assertThat(ask(connection, "SHOW TimeZone")).isEqualTo("Pacific/Chatham");
        }
        PgmiException failure = failure(sources(server, database).pom(Setting.TIME_ZONE, "Mars/Phobos"));
        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContainingAll("'Mars/Phobos'", "<timeZone> in pom.xml");
    }

    /** The provider's sockets lead to the server; the address of the configuration leads nowhere. */
    private static Sources throughAProvidersSockets(TestPostgres server, String database, String factory) {
        return sources(server, database)
                .pom(Setting.HOST, "no-such-host.invalid")
                .pom(Setting.AUTH, "example")
                .environment("EXAMPLE_KEY", "key")
                .environment("EXAMPLE_SOCKETS", factory + " " + server.host() + " " + server.port());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aSessionThroughAProvidersOwnSocketsHasTheServersDefaults(TestPostgres server) throws SQLException {
        Assumptions.assumeTrue(server.password() == null, "the server wants a password, so a token cannot log in");
        String database = server.createDatabase();
        run(server, "ALTER DATABASE " + database + " SET TimeZone = 'Asia/Kathmandu'");
        run(server, "ALTER DATABASE " + database + " SET DateStyle = 'German, MDY'");

        try (Connection connection =
                open(throughAProvidersSockets(server, database, ExampleSocketFactory.class.getName()))) {
            assertThat(ask(connection, "SHOW TimeZone")).isEqualTo("Asia/Kathmandu");
            assertThat(ask(connection, "SHOW DateStyle")).isEqualTo("German, MDY");
            assertThat(ask(connection, "SHOW example.token")).isNotEmpty();
        }
    }

    @Test
    void aProvidersSocketFactoryThatIsNotThereIsNamed() {
        TestPostgres server = TestPostgres.newest();
        assertThat(failure(throughAProvidersSockets(server, server.maintenanceDatabase(), "com.example.NotThere")))
                .hasMessageContainingAll("auth provider 'example'", "com.example.NotThere");
    }

    @Test
    void aDatabaseOfAnyNameCanBeReached() throws SQLException {
        TestPostgres server = TestPostgres.newest();
        String name = server.createDatabase() + " a+b/c%?&ü";
        run(server, "CREATE DATABASE \"" + name + "\" TEMPLATE template0");

        try (Connection connection = open(sources(server, name))) {
            assertThat(ask(connection, "SELECT current_database()")).isEqualTo(name);
        }
    }

    @Test
    void stringParametersReachTheSession() throws SQLException {
        TestPostgres server = TestPostgres.newest();
        String user = server.username() + (server.password() == null ? "" : ":" + server.password());
        Sources sources = new Sources()
                .commandLine(
                        Setting.CONNECTION,
                        "postgresql://" + user + "@" + server.host() + ":" + server.port() + "/"
                                + server.maintenanceDatabase()
                                + "?options=-c%20work_mem%3D7MB&search_path=pg_temp&application_name=mine&target_session_attrs=any");

        try (Connection connection = open(sources)) {
            assertThat(ask(connection, "SHOW work_mem")).isEqualTo("7MB");
            assertThat(ask(connection, "SHOW search_path")).isEqualTo("pg_temp");
            assertThat(ask(connection, "SHOW application_name")).isEqualTo("mine");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aMissingDatabaseIsRecognisable(TestPostgres server) {
        PgmiException failure = failure(sources(server, "no such"));

        assertThat(failure.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(failure.databaseError().sqlState()).isEqualTo("3D000");
        assertThat(failure).hasMessageContainingAll("'no such' (from $PGDATABASE)", "CREATE DATABASE \"no such\"");
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aRoleWithoutConnectIsToldTheGrant(TestPostgres server) throws SQLException {
        String database = server.createDatabase();
        String role = database + "_role";
        run(server, "CREATE ROLE " + role + " LOGIN PASSWORD 'pw'");
        run(server, "REVOKE CONNECT ON DATABASE " + database + " FROM PUBLIC");

        PgmiException failure =
                failure(sources(server, database).environment("PGUSER", role).environment("PGPASSWORD", "pw"));

        assertThat(failure.databaseError().sqlState()).isEqualTo("42501");
        assertThat(failure)
                .hasMessageContaining("GRANT CONNECT ON DATABASE \"" + database + "\" TO \"" + role + "\";")
                .hasMessageContaining("user '" + role + "' (from $PGUSER)");
    }

    @Test
    void tooManyConnectionsAreTriedAgainAndThenExplained() throws SQLException {
        TestPostgres server = TestPostgres.newest();
        String database = server.createDatabase();
        String role = database + "_role";
        run(server, "CREATE ROLE " + role + " LOGIN PASSWORD 'pw' CONNECTION LIMIT 0");

        PgmiException failure =
                failure(sources(server, database).environment("PGUSER", role).environment("PGPASSWORD", "pw"));

        assertThat(failure.databaseError().sqlState()).isEqualTo("53300");
        assertThat(failure).hasMessageContainingAll("max_connections", "CONNECTION LIMIT", "Tried 3 times");
    }

    @Test
    void aRoleThatDoesNotExistIsNotBlamedOnPgHba() {
        TestPostgres server = TestPostgres.newest();

        PgmiException failure = failure(sources(server, server.maintenanceDatabase())
                .environment("PGUSER", "no such role")
                .environment("PGPASSWORD", "sEntinel"));

        // A server that asks for passwords does not tell whether the role exists.
        assertThat(failure.databaseError().sqlState()).isIn("28000", "28P01");
        assertThat(failure)
                .hasMessageContaining("Check the user name")
                .hasMessageNotContainingAny("sEntinel", "pg_hba");
    }

    @ParameterizedTest
    @CsvSource({
        "target_session_attrs=standby, target_session_attrs",
        "prepareThreshold=many, connection string in -Dpgmi.connection"
    })
    void aParameterThatCannotBeMetIsNamed(String parameter, String named) {
        TestPostgres server = TestPostgres.newest();
        PgmiException failure = failure(new Sources()
                .commandLine(
                        Setting.CONNECTION,
                        "postgresql://" + server.username() + "@" + server.host() + ":" + server.port() + "/"
                                + server.maintenanceDatabase() + "?" + parameter)
                .environment("PGPASSWORD", server.password() == null ? "" : server.password()));

        assertThat(failure.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(failure).hasMessageContaining(named);
    }

    @Test
    void anUnreachableHostIsSkippedForTheNext() {
        TestPostgres server = TestPostgres.newest();
        Sources sources = sources(server, server.maintenanceDatabase())
                .pom(Setting.HOST, "no-such-host.invalid," + server.host());

        assertThatCode(() -> open(sources).close()).doesNotThrowAnyException();
    }
}
