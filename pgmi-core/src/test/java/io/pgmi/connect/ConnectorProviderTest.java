// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.auth.AuthProviders;
import io.pgmi.auth.ProviderSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a log-in by the example provider sends, and what becomes of the provider's failures; the driver is a script. */
class ConnectorProviderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Properties> dialled = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Deque<SQLException> failures = new ArrayDeque<>();

    private final Connector connector = new Connector(
            (url, properties) -> {
                dialled.add(properties);
                SQLException failure = failures.poll();
                if (failure != null) {
                    throw failure;
                }
                return open();
            },
            Clock.fixed(NOW, ZoneOffset.UTC),
            pauses::add,
            () -> 0.5,
            warnings::add,
            new AuthProviders(getClass().getClassLoader(), ProviderSource.NONE, warnings::add));

    private static Connection open() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> null);
    }

    private static Sources example() {
        return Sources.withDatabase().commandLine(Setting.AUTH, "example").environment("EXAMPLE_KEY", "key");
    }

    private void connect(Sources sources, String database) {
        connector.open(sources.resolve(), database, NOW.plusSeconds(180));
    }

    private PgmiException failure(Sources sources) {
        return catchThrowableOfType(PgmiException.class, () -> connect(sources, "shop"));
    }

    @Test
    void eachConnectionHasASecretOfItsOwnForTheDatabaseItDials() {
        ConnectionConfig config = example().resolve();
        for (String database : List.of("shop", "postgres", "shop")) {
            connector.open(config, database, NOW.plusSeconds(180));
        }

        assertThat(dialled.stream().map(one -> one.getProperty("password")))
                .containsExactly("token-1-for-shop", "token-2-for-postgres", "token-3-for-shop");
    }

    @Test
    void theProvidersDriverPropertiesWinOverTheConnectionStrings() {
        connect(example().commandLine(Setting.CONNECTION, "postgresql://ann@h/shop?options=-c%20a%3Db"), "shop");
        assertThat(dialled.get(0)).containsEntry("options", "-c example.token=1");
    }

    @Test
    void aTransientFaultOfTheProviderIsTriedAgainLikeOneOfTheServer() {
        connect(example().environment("EXAMPLE_FAULTS", "2"), "shop");

        assertThat(dialled).hasSize(1);
        assertThat(pauses).containsExactly(Duration.ofMillis(75), Duration.ofMillis(150));
    }

    @Test
    void theProvidersFaultsAndTheServersShareTheAttempts() {
        failures.add(new PSQLException(new ServerErrorMessage("SFATAL\0C57P03\0Mstarting up\0\0")));
        connect(example().environment("EXAMPLE_FAULTS", "1"), "shop");

        assertThat(dialled.stream().map(one -> one.getProperty("password")))
                .containsExactly("token-1-for-shop", "token-2-for-shop");
    }

    @Test
    void aFaultThatLastsIsToldWithProviderAndCause() {
        PgmiException failure = failure(example().environment("EXAMPLE_FAULTS", "9"));

        assertThat(failure.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(failure)
                .hasMessageContainingAll(
                        "localhost:5432",
                        "auth provider 'example' has no credentials",
                        "the example service is busy",
                        "Tried 3 times");
        assertThat(dialled).isEmpty();
    }

    /** Its own time limits are no limit of the deployment. */
    @Test
    void aFaultIsToldAlsoWhereTheConnectTimeoutIsLongerThanWhatIsLeft() {
        PgmiException failure =
                failure(example().environment("EXAMPLE_FAULTS", "9").pom(Setting.CONNECT_TIMEOUT, "10m"));

        assertThat(failure.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(failure).hasMessageContaining("the example service is busy");
    }

    @Test
    void aRefusalOfTheProviderIsNotTriedAgain() {
        assertThat(failure(example().environment("EXAMPLE_DENIED", "yes")))
                .hasMessageContainingAll("auth provider 'example'", "denies access");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aRefusedTokenIsBlamedOnTheProviderAndNotShown() {
        failures.add(new PSQLException(new ServerErrorMessage("SFATAL\0C28P01\0Mno\0\0")));
        assertThat(failure(example()))
                .hasMessageContainingAll("'example' (from -Dpgmi.auth)", "28P01")
                .hasMessageEndingWith(
                        "Check that this role is the database's name for that identity, and may log in so.")
                .hasMessageNotContaining("token-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C28P01\0Mpassword authentication failed",
                "C28000\0MPAM authentication failed\0Rauth_failed",
            })
    void theProviderSaysWhatToDoAboutARefusal(String fields) {
        failures.add(new PSQLException(new ServerErrorMessage("SFATAL\0" + fields + "\0\0")));
        assertThat(failure(example().environment("EXAMPLE_REMEDY", "Grant the role")))
                .hasMessageContaining("'example' (from -Dpgmi.auth)")
                .hasMessageEndingWith("Grant the role on localhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C28000\0Mrole \"ann\" does not exist\0RInitializeSessionUserId",
                "C28000\0Mno pg_hba.conf entry for host",
                "C3D000\0Mno such database",
            })
    void theProviderIsNotAskedAboutWhatItIsNotTheReasonFor(String fields) {
        failures.add(new PSQLException(new ServerErrorMessage("SFATAL\0" + fields + "\0\0")));
        assertThat(failure(example().environment("EXAMPLE_REMEDY", "Grant the role")))
                .hasMessageNotContaining("Grant the role");
    }

    @Test
    void underFiveMinutesOfValidityIsAWarning() {
        connect(example().environment("EXAMPLE_EXPIRY", "2026-01-01T00:05:00Z"), "shop");
        assertThat(warnings).isEmpty();

        connect(example().environment("EXAMPLE_EXPIRY", "2026-01-01T00:04:59Z"), "shop");
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("'example'", "299 s", "2026-01-01T00:04:59Z")
                .doesNotContain("token-");
    }

    @Test
    void whatTheProviderNeedsIsCheckedWithoutDialling() {
        Resolution incomplete = ConnectionResolver.examine(Sources.withDatabase()
                .commandLine(Setting.AUTH, "example")
                .pom(Setting.HOST, "h1,h2")
                .build());
        assertThat(connector.problems(incomplete)).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("$EXAMPLE_KEY");
            assertThat(problem.origin()).isEqualTo("-Dpgmi.auth");
        });
        assertThat(connector.problems(ConnectionResolver.examine(example().build())))
                .isEmpty();
        assertThat(dialled).isEmpty();
    }

    @Test
    void aPasswordNeedsNoProvider() {
        connect(Sources.withDatabase().environment("PGPASSWORD", "pw"), "shop");
        assertThat(dialled.get(0)).containsEntry("password", "pw");
    }
}
