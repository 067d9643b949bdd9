// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.auth.AuthProviders;
import io.pgmi.auth.ProviderSource;
import io.pgmi.embedded.EmbeddedServer;
import io.pgmi.embedded.PostgresBinaries;
import io.pgmi.embedded.ServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

/** A server of its own, whose pg_hba.conf asks each role for something else. */
class ConnectorAuthenticationIT {
    private static EmbeddedServer server;

    @BeforeAll
    static void start() throws SQLException, IOException {
        Path folder = Path.of("target", "postgres", ProcessHandle.current().pid() + "-authentication");
        Path binaries = Path.of(System.getProperty("postgres.binaries", "target/postgres-binaries"), "newest.jar");
        server = EmbeddedServer.start(new ServerOptions(
                PostgresBinaries.unpack(binaries, PostgresBinaries.defaultCache()),
                folder.resolve("data"),
                folder.resolve("server.log")));
        run("CREATE ROLE scram LOGIN PASSWORD 'right'");
        run("SET password_encryption = md5; CREATE ROLE md5 LOGIN PASSWORD 'right'");
        run("CREATE ROLE clear LOGIN PASSWORD 'right'");
        run("CREATE ROLE rejected LOGIN");
        // What the example provider's second secret for this database is.
        run("CREATE ROLE token LOGIN PASSWORD 'token-2-for-postgres'");
        Files.write(
                server.dataDirectory().resolve("pg_hba.conf"),
                List.of(
                        "host all " + server.username() + " all trust",
                        "host all nobody all trust",
                        "host all scram all scram-sha-256",
                        "host all md5 all md5",
                        "host all clear all password",
                        "host all token all scram-sha-256"),
                StandardCharsets.UTF_8);
        run("SELECT pg_reload_conf()");
    }

    private static void run(String sql) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.username());
        try (Connection connection = new Driver()
                        .connect("jdbc:postgresql://" + server.host() + ":" + server.port() + "/postgres", properties);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Sources as(String user) {
        return new Sources()
                .pom(Setting.HOST, server.host())
                .pom(Setting.PORT, Integer.toString(server.port()))
                .pom(Setting.DATABASE, "postgres")
                .environment("PGUSER", user);
    }

    private static void open(Sources sources) throws SQLException {
        new Connector(warning -> {})
                .open(sources.resolve(), "postgres", Instant.now().plusSeconds(60))
                .close();
    }

    private static PgmiException failure(Sources sources) {
        PgmiException failure = catchThrowableOfType(PgmiException.class, () -> open(sources));
        assertThat(failure.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(failure).hasMessageNotContaining("Tried");
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {"scram", "md5", "clear"})
    void theRightPasswordOpensTheSession(String user) {
        assertThatCode(() -> open(as(user).environment("PGPASSWORD", "right"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scram", "md5", "clear"})
    void aWrongPasswordIsNamedByItsOriginOnly(String user) {
        PgmiException failure = failure(as(user).environment("PGPASSWORD", "sEntinel"));

        assertThat(failure.databaseError().sqlState()).isEqualTo("28P01");
        assertThat(failure)
                .hasMessageContainingAll("user '" + user + "' (from $PGUSER)", "the password (from $PGPASSWORD)")
                .hasMessageNotContaining("sEntinel")
                .hasStackTraceContaining("28P01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scram", "md5", "clear"})
    void noPasswordIsToldFromAWrongOne(String user) {
        assertThat(failure(as(user).environment("PGPASSFILE", "no such file")))
                .hasMessageContainingAll(
                        "No password is given", "settings.xml", "$PGPASSWORD", "from no such file, from $PGPASSFILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefer", "disable"})
    void aRejectionByPgHbaIsExplainedWithTheSslMode(String sslMode) {
        PgmiException failure = failure(as("rejected").pom(Setting.SSL_MODE, sslMode));

        assertThat(failure.databaseError().sqlState()).isEqualTo("28000");
        assertThat(failure).hasMessageContainingAll("pg_hba.conf", "sslMode=require (sslMode is " + sslMode);
    }

    @Test
    void tlsDemandedOfAServerWithoutItIsExplained() {
        assertThat(failure(as("scram").pom(Setting.SSL_MODE, "require").environment("PGPASSWORD", "right")))
                .hasMessageContaining("does not offer TLS");
    }

    @Test
    void aRoleThatDoesNotExistIsNotBlamedOnPgHba() {
        PgmiException failure = failure(as("nobody"));

        assertThat(failure.databaseError().sqlState()).isEqualTo("28000");
        assertThat(failure)
                .hasMessageContainingAll("user 'nobody' (from $PGUSER)", "CREATE ROLE")
                .hasMessageNotContaining("pg_hba.conf");
    }

    @Test
    void aProvidersSecretIsWhatTheServerSeesANewOneForEachConnection() throws SQLException {
        List<String> warnings = new ArrayList<>();
        ConnectionConfig config = as("token")
                .pom(Setting.AUTH, "example")
                .environment("EXAMPLE_KEY", "key")
                .resolve();
        Instant limit = Instant.now().plusSeconds(60);
        try (AuthProviders providers =
                new AuthProviders(getClass().getClassLoader(), ProviderSource.NONE, warnings::add)) {
            Connector connector = new Connector(warnings::add, providers);
            PgmiException first =
                    catchThrowableOfType(PgmiException.class, () -> connector.open(config, "postgres", limit));
            assertThat(first.databaseError().sqlState()).isEqualTo("28P01");
            assertThat(first)
                    .hasMessageContaining("from auth provider 'example' (from <auth> in pom.xml)")
                    .hasMessageNotContaining("token-1");

            connector.open(config, "postgres", limit).close();
        }
        assertThat(warnings).isEmpty();
    }
}
