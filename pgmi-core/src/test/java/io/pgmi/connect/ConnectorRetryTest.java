// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.auth.AuthProviders;
import io.pgmi.auth.ProviderSource;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** Which failures are tried again, how long the pauses are, and what is dialled; the driver is a script of answers. */
class ConnectorRetryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Time passes only where somebody sleeps or a dial takes its time. */
    private static final class FakeClock extends Clock {
        private Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final FakeClock clock = new FakeClock();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> urls = new ArrayList<>();
    private final List<Properties> dialled = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Deque<SQLException> failures = new ArrayDeque<>();
    private Duration dialTakes = Duration.ZERO;

    private final Connector connector = new Connector(
            (url, properties) -> {
                urls.add(url);
                dialled.add(properties);
                clock.now = clock.now.plus(dialTakes);
                SQLException failure = failures.poll();
                if (failure != null) {
                    throw failure;
                }
                return open();
            },
            clock,
            time -> {
                pauses.add(time);
                clock.now = clock.now.plus(time);
            },
            () -> 0.5,
            warnings::add,
            new AuthProviders(getClass().getClassLoader(), ProviderSource.NONE, warnings::add));

    private static Connection open() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> null);
    }

    private static SQLException server(String state) {
        String fields = "SFATAL\0C" + state + "\0Mthe server's words\0Rroutine\0\0";
        return new PSQLException(new ServerErrorMessage(fields));
    }

    private static SQLException network(Exception cause) {
        return new PSQLException("The connection attempt failed.", PSQLState.CONNECTION_UNABLE_TO_CONNECT, cause);
    }

    private PgmiException failure(Sources sources) {
        return catchThrowableOfType(PgmiException.class, () -> connect(sources));
    }

    private Connection connect(Sources sources) {
        return connector.open(sources.resolve(), "shop", START.plusSeconds(180));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "53300", "53200", "57P03", "57P01", "57P02", "40001", "40P01", "55P03"})
    void aTransientServerErrorIsTriedAgain(String state) {
        failures.add(server(state));

        assertThat(connect(Sources.withDatabase())).isNotNull();
        assertThat(urls).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"57014", "57P04", "28P01", "28000", "3D000", "42501", "22023", "XX000"})
    void aLastingServerErrorIsNot(String state) {
        failures.add(server(state));

        PgmiException failure = failure(Sources.withDatabase());

        assertThat(failure.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(failure.databaseError().sqlState()).isEqualTo(state);
        assertThat(failure.databaseError().message()).isEqualTo("the server's words");
        assertThat(urls).hasSize(1);
    }

    @Test
    void refusedAndTimedOutAreTriedAgain() {
        failures.add(network(new ConnectException("Connection refused")));
        failures.add(network(new SocketTimeoutException("Read timed out")));

        assertThat(connect(Sources.withDatabase())).isNotNull();
        assertThat(urls).hasSize(3);
    }

    @Test
    void tlsTrustAndUnknownHostsAreNotTriedAgain() {
        failures.add(network(untrusted()));
        assertThat(failure(Sources.withDatabase().pom(Setting.SSL_MODE, "require")))
                .hasMessageContainingAll("nobody vouches", "sslRootCert");
        assertThat(urls).hasSize(1);

        failures.add(network(new UnknownHostException("nowhere")));
        assertThat(failure(Sources.withDatabase())).hasMessageContainingAll("host name is unknown", "localhost:5432");
        assertThat(urls).hasSize(2);
    }

    private static IOException untrusted() {
        SSLHandshakeException failure = new SSLHandshakeException("nobody vouches for it");
        failure.initCause(new CertificateException("nobody vouches for it"));
        return failure;
    }

    @Test
    void preferGoesWithoutTlsWhenTheHandshakeFails() {
        failures.add(network(untrusted()));

        assertThat(connect(Sources.withDatabase())).isNotNull();
        assertThat(urls).hasSize(2);
    }

    @Test
    void preferSaysWhatBothWaysCameTo() {
        failures.add(network(untrusted()));
        failures.add(server("28000"));
        assertThat(failure(Sources.withDatabase()))
                .hasMessageContainingAll(
                        "nobody vouches", "sslRootCert", "Without TLS: the server says: the server's words");

        // An answer about the database counts more: it decides whether the database is made.
        failures.add(network(untrusted()));
        failures.add(server("3D000"));
        PgmiException missing = failure(Sources.withDatabase());
        assertThat(missing.databaseError().sqlState()).isEqualTo("3D000");
        assertThat(missing).hasMessageContainingAll("CREATE DATABASE", "With TLS: nobody vouches");
        assertThat(urls).hasSize(4);
    }

    @Test
    void preferDoesNotGoWithoutTlsAfterAWrongPassword() {
        failures.add(server("28P01"));

        failure(Sources.withDatabase());
        assertThat(urls).hasSize(1);
    }

    @Test
    void pausesDoubleFrom100MillisecondsWithJitter() {
        failures.addAll(List.of(server("57P03"), server("57P03"), server("57P03"), server("57P03")));

        PgmiException failure = failure(Sources.withDatabase().pom(Setting.CONNECT_ATTEMPTS, "4"));

        // Random gives 0.5, so each pause is three quarters of 100, 200 and 400 ms.
        assertThat(pauses).containsExactly(Duration.ofMillis(75), Duration.ofMillis(150), Duration.ofMillis(300));
        assertThat(failure).hasMessageContainingAll("57P03", "starting up", "Tried 4 times");
    }

    @Test
    void threeAttemptsAreTheDefault() {
        failures.addAll(List.of(server("57P03"), server("57P03"), server("57P03")));

        failure(Sources.withDatabase());
        assertThat(urls).hasSize(3);
    }

    @Test
    void noAttemptBeginsAfterTheLimit() {
        dialTakes = Duration.ofSeconds(100);
        failures.addAll(List.of(server("57P03"), server("57P03"), server("57P03")));

        assertThat(failure(Sources.withDatabase()).outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(urls).hasSize(2);
    }

    @Test
    void theLimitItselfIsATimeoutOfTheDeployment() {
        dialTakes = Duration.ofMinutes(3);
        failures.add(network(new SocketTimeoutException("Read timed out")));

        assertThat(failure(Sources.withDatabase()).outcome()).isEqualTo(Outcome.TIMEOUT);

        assertThat(failure(Sources.withDatabase()).outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(urls).as("nothing is dialled once the limit is over").hasSize(1);
    }

    /** The driver takes whole milliseconds. */
    @Test
    void givingUpALittleBeforeTheLimitIsATimeoutOfTheDeploymentToo() {
        dialTakes = Duration.ofMinutes(3).minusNanos(900_000);
        failures.add(network(new SocketTimeoutException("Read timed out")));

        assertThat(failure(Sources.withDatabase().pom(Setting.CONNECT_TIMEOUT, "10m"))
                        .outcome())
                .isEqualTo(Outcome.TIMEOUT);
    }

    @Test
    void aDialIsGivenTheConnectTimeoutOrWhatIsLeftOfTheLimit() {
        connect(Sources.withDatabase().pom(Setting.CONNECT_TIMEOUT, "2500ms"));
        connect(Sources.withDatabase().pom(Setting.CONNECT_TIMEOUT, "10m"));
        connect(Sources.withDatabase().pom(Setting.CONNECT_TIMEOUT, "0"));

        assertThat(dialled.stream().map(one -> one.getProperty("loginTimeout")))
                .containsExactly("2.500", "180.000", "180.000");
        assertThat(dialled.stream().map(one -> one.getProperty("connectTimeout")))
                .containsExactly("3", "180", "180");
    }

    @Test
    void theDriverGetsWhatDeploymentsDependOnInProperties() {
        Sources sources = Sources.withDatabase()
                .commandLine(
                        Setting.CONNECTION,
                        "postgresql://ann:p%26w@h:6000?options=-c%20a%3Db&keepalives=0&application_name=x");
        connector.open(sources.resolve(), "a b/ü", START.plusSeconds(180));

        assertThat(urls).containsExactly("jdbc:postgresql://h:6000/a+b%2F%C3%BC");
        assertThat(dialled.get(0))
                .containsEntry("user", "ann")
                .containsEntry("password", "p&w")
                .containsEntry("preferQueryMode", "extendedForPrepared")
                .containsEntry("assumeMinServerVersion", "11")
                .containsEntry("allowEncodingChanges", "true")
                .containsEntry("ApplicationName", "x")
                .containsEntry("options", "-c a=b")
                .containsEntry("tcpKeepAlive", "false")
                .containsEntry("sslmode", "prefer");
    }

    @Test
    void withoutAPasswordAnEmptyOneKeepsTheDriverFromLookingForOne() {
        connect(Sources.withDatabase());

        assertThat(dialled.get(0)).containsEntry("password", "").containsEntry("tcpKeepAlive", "true");
    }

    @Test
    void thePasswordFileIsMatchedAgainstWhatIsDialled(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("pgpass"), "h1:5432:shop:ann:one\nh2:6000:*:ann:two\n", StandardCharsets.UTF_8);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        failures.addAll(List.of(network(new ConnectException("refused"))));
        Sources sources = Sources.withDatabase()
                .environment("PGPASSFILE", file.toString())
                .pom(Setting.HOST, "h1,h2")
                .pom(Setting.PORT, "5432,6000");

        connect(sources);

        assertThat(dialled.stream().map(one -> one.getProperty("password"))).containsExactly("one", "two");
    }

    @Test
    void theNextHostIsTriedWhenOneIsDownButNotAfterAWrongPassword() {
        failures.addAll(List.of(network(new ConnectException("refused")), server("28P01")));
        Sources sources =
                Sources.withDatabase().environment("PGHOST", "h1,h2,h3").environment("PGPASSWORD", "sentinel-0f3a");

        PgmiException failure = failure(sources);

        assertThat(urls).containsExactly("jdbc:postgresql://h1:5432/shop", "jdbc:postgresql://h2:5432/shop");
        assertThat(failure)
                .hasMessageContainingAll(
                        "h2:5432",
                        "host from $PGHOST",
                        "user 'ann'",
                        "the server's words",
                        "from $PGPASSWORD",
                        "h1:5432")
                .hasMessageNotContaining("sentinel-0f3a");
    }

    @Test
    void preferStandbyAsksEachHostForAStandbyFirst() {
        failures.addAll(List.of(wrongType(), wrongType()));

        connect(Sources.withDatabase()
                .commandLine(Setting.CONNECTION, "postgresql://h1,h2/shop?target_session_attrs=prefer-standby"));

        assertThat(dialled.stream().map(one -> one.getProperty("targetServerType")))
                .containsExactly("secondary", "secondary", "any");
        assertThat(urls.get(2)).contains("h1");
    }

    private static SQLException wrongType() {
        return new PSQLException("no such server", PSQLState.CONNECTION_UNABLE_TO_CONNECT);
    }

    @Test
    void loadBalancingGoesByChanceAndNotByTheDriver() {
        connect(Sources.withDatabase()
                .commandLine(Setting.CONNECTION, "postgresql://h1,h2/shop?load_balance_hosts=random"));

        // 0.5 of two swaps the second with itself: the first stays in front.
        assertThat(urls).containsExactly("jdbc:postgresql://h1:5432/shop");
        assertThat(dialled.get(0)).doesNotContainKey("loadBalanceHosts");
    }
}
