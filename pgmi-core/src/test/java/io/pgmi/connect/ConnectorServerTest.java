// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real driver against servers that are not there, say nothing or talk nonsense. */
class ConnectorServerTest {
    private static final Duration NO_HANG = Duration.ofSeconds(8);

    private static PgmiException failure(int port, String sslMode, String timeout, Instant limit) {
        ConnectionConfig config = Sources.withDatabase()
                .pom(Setting.HOST, "127.0.0.1")
                .pom(Setting.PORT, Integer.toString(port))
                .pom(Setting.SSL_MODE, sslMode)
                .pom(Setting.CONNECT_TIMEOUT, timeout)
                .pom(Setting.CONNECT_ATTEMPTS, "1")
                .environment("PGPASSWORD", "sentinel-0f3a")
                .resolve();
        return catchThrowableOfType(
                PgmiException.class, () -> new Connector(warning -> {}).open(config, "shop", limit));
    }

    private static Instant later() {
        return Instant.now().plusSeconds(60);
    }

    @Test
    void aPortWhereNobodyListensIsNamedWithItsOrigin() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        PgmiException failure = failure(port, "disable", "5s", later());

        assertThat(failure.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(failure)
                .hasMessageContainingAll(
                        "127.0.0.1:" + port,
                        "host from <host> in pom.xml",
                        "database 'shop'",
                        "user 'ann'",
                        "connection refused",
                        "pg_isready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "prefer", "require"})
    void aServerThatAcceptsAndSaysNothingDoesNotHangTheBuild(String sslMode) throws IOException {
        try (FakeServer server = new FakeServer("")) {
            Instant start = Instant.now();

            PgmiException failure = failure(server.port(), sslMode, "1s", later());

            assertThat(Duration.between(start, Instant.now())).isLessThan(NO_HANG);
            assertThat(failure.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
            assertThat(failure).hasMessageContainingAll("no answer within 1000 ms", "connectTimeout");
        }
    }

    @Test
    void theLimitOfTheDeploymentCutsALongConnectTimeout() throws IOException {
        try (FakeServer server = new FakeServer("")) {
            Instant start = Instant.now();

            PgmiException failure =
                    failure(server.port(), "disable", "10m", Instant.now().plusSeconds(1));

            assertThat(Duration.between(start, Instant.now())).isLessThan(NO_HANG);
            assertThat(failure.outcome()).isEqualTo(Outcome.TIMEOUT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "\0\0\0\0\0\0\0\0", "220 mail ready\r\n"})
    void aServerOfAnotherKindIsAFailureThatSaysSo(String greeting) throws IOException {
        try (FakeServer server = new FakeServer(greeting)) {
            PgmiException failure = failure(server.port(), "disable", "2s", later());

            assertThat(failure.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
            assertThat(failure).hasMessageContaining("PostgreSQL").hasMessageNotContaining("sentinel-0f3a");
        }
    }

    @Test
    void aServerThatOffersNoTlsIsExplainedWhereTlsIsDemanded() throws IOException {
        try (FakeServer server = new FakeServer("N")) {
            assertThat(failure(server.port(), "require", "5s", later()))
                    .hasMessageContainingAll("does not offer TLS", "sslMode is require, from <sslMode> in pom.xml");
        }
    }

    @Test
    void aHostNameThatNobodyKnowsIsSaidToBeUnknown() {
        ConnectionConfig config = Sources.withDatabase()
                .environment("PGHOST", "no-such-host.invalid")
                .resolve();

        assertThat(catchThrowableOfType(
                        PgmiException.class, () -> new Connector(warning -> {}).open(config, "shop", later())))
                .hasMessageContainingAll("no-such-host.invalid:5432", "host from $PGHOST", "host name is unknown");
    }

    /** Accepts, sends the same bytes to everyone, and keeps the connection open without another word. */
    private static final class FakeServer implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final List<Socket> accepted = new CopyOnWriteArrayList<>();

        FakeServer(String greeting) throws IOException {
            Thread thread = new Thread(() -> serve(greeting));
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(String greeting) {
            try {
                while (true) {
                    Socket socket = listener.accept();
                    accepted.add(socket);
                    socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                }
            } catch (IOException e) {
                // closed: the test is over
            }
        }

        int port() {
            return listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (Socket socket : accepted) {
                socket.close();
            }
        }
    }
}
