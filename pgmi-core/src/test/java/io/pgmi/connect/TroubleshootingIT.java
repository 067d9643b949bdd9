// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What servers in trouble come to: cause and remedy in one message, and soon. Wrong passwords, rejections by pg_hba.conf,
 * missing databases and rights are in {@link ConnectorIT} and {@link ConnectorAuthenticationIT}, TLS in {@link TlsIT}.
 */
class TroubleshootingIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static Sources to(TlsServer server) {
        return to(server.host(), server.port());
    }

    private static Sources to(String host, int port) {
        return new Sources()
                .pom(Setting.HOST, host)
                .pom(Setting.PORT, Integer.toString(port))
                .pom(Setting.DATABASE, "postgres")
                .environment("PGPASSFILE", "no such file")
                .environment("PGUSER", "ann");
    }

    private static Connection open(Sources sources) {
        return new Connector(warning -> {})
                .open(sources.resolve(), "postgres", Instant.now().plusSeconds(120));
    }

    private static PgmiException failure(Sources sources) {
        Instant start = Instant.now();
        PgmiException failure =
                catchThrowableOfType(PgmiException.class, () -> open(sources).close());
        assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
        assertThat(failure.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(failure).hasMessageContainingAll("host from <host> in pom.xml", "user 'ann' (from $PGUSER)");
        return failure;
    }

    @Test
    void aServerThatWasStoppedRefuses() {
        TlsServer server = new TlsServer("newest", "stopped", Map.of());
        Sources sources = to(server);
        server.close();

        assertThat(failure(sources))
                .hasMessageContainingAll(
                        "connection refused", "PostgreSQL runs there", "pg_isready -h 127.0.0.1", "Tried 3 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oldest", "newest"})
    void aFullServerIsToldFromABrokenOne(String which) throws SQLException, IOException {
        try (TlsServer server = new TlsServer(
                which,
                "full",
                Map.of("max_connections", "5", "superuser_reserved_connections", "2", "max_wal_senders", "0"))) {
            server.run("CREATE ROLE ann LOGIN");
            server.access("host all ann all trust");
            List<Connection> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(open(to(server)));
            }

            PgmiException failure = failure(to(server));

            assertThat(failure.databaseError().sqlState()).isEqualTo("53300");
            assertThat(failure).hasMessageContainingAll("pg_stat_activity", "max_connections", "Tried 3 times");
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    /** A standby without a primary, whose start never ends: what a crash makes of a server that finds such files. */
    @ParameterizedTest
    @ValueSource(strings = {"oldest", "newest"})
    void aServerThatIsStartingUpIsWaitedFor(String which) throws SQLException, IOException, InterruptedException {
        try (TlsServer server = new TlsServer(which, "starting", Map.of("hot_standby", "off"));
                Connection victim = server.connect();
                Statement statement = victim.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            int version = server.majorVersion();
            if (version < 12) {
                server.write("recovery.conf", "standby_mode = 'on'");
            } else {
                server.write("standby.signal", "");
            }
            String said = version < 14
                    ? "the database system is starting up"
                    : "the database system is not accepting connections";
            ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
            awaitRefusal(server, said);

            PgmiException failure = failure(to(server));

            assertThat(failure.databaseError().sqlState()).isEqualTo("57P03");
            assertThat(failure)
                    .hasMessageContainingAll(
                            said, "starting up, shutting down or recovering", "connectAttempts", "Tried 3 times");
        }
    }

    private static void awaitRefusal(TlsServer server, String said) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            try {
                server.connect().close();
            } catch (SQLException e) {
                if (e.getMessage().contains(said)) {
                    return;
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("The server never says '" + said + "'");
    }

    /** The same SQLSTATE, which can be held for as long as a test wants. */
    @ParameterizedTest
    @ValueSource(strings = {"oldest", "newest"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signal that asks a process to end")
    void aServerThatIsStoppingIsWaitedFor(String which) throws SQLException, InterruptedException {
        try (TlsServer server = new TlsServer(which, "stopping", Map.of());
                Connection held = server.connect()) {
            ProcessHandle.of(server.pid()).orElseThrow().destroy(); // SIGTERM: stop when the last session ends
            Thread.sleep(300);

            PgmiException failure = failure(to(server));

            assertThat(held.isValid(5)).isTrue();
            assertThat(failure.databaseError().sqlState()).isEqualTo("57P03");
            assertThat(failure)
                    .hasMessageContainingAll("starting up, shutting down", "connectAttempts", "Tried 3 times");
        }
    }

    @Test
    void aServerThatSpeaksOnlyOldTlsIsToldFromAnUntrustedOne() throws SQLException, IOException {
        try (TlsServer server = new TlsServer("newest", "old-tls", Map.of())) {
            server.run("CREATE ROLE ann LOGIN");
            server.access("hostssl all ann all trust");
            TestAuthority authority = new TestAuthority("root");
            TestAuthority.Issued issued =
                    authority.server("localhost", new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
            server.run("ALTER SYSTEM SET ssl_min_protocol_version = 'TLSv1'");
            server.run("ALTER SYSTEM SET ssl_max_protocol_version = 'TLSv1.1'");
            server.encrypt(issued.wholeChain(), issued.privateKey(), authority.pem());

            assertThat(failure(to(server).pom(Setting.SSL_MODE, "require")))
                    .hasMessageContainingAll(
                            "no TLS version or cipher in common", "ssl_max_protocol_version", "TLS 1.2");
        }
    }

    @Test
    void anUnknownHostIsNotTriedAgain() {
        assertThat(failure(to("no-such-host.invalid", 5432)))
                .hasMessageContainingAll("host name is unknown", "spelling")
                .hasMessageNotContaining("Tried");
    }

    /** A full queue of a socket that nobody accepts from: Linux drops what comes further, as a firewall does. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aPortThatSwallowsPacketsIsGivenUpInTime() throws IOException {
        try (ServerSocket hole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> queue = new ArrayList<>();
            try {
                fill(hole, queue);

                assertThat(failure(to("127.0.0.1", hole.getLocalPort()).pom(Setting.CONNECT_TIMEOUT, "1s")))
                        .hasMessageContainingAll("no answer within 1000 ms", "firewall", "connectTimeout");
            } finally {
                for (Socket socket : queue) {
                    socket.close();
                }
            }
        }
    }

    private static void fill(ServerSocket hole, List<Socket> queue) {
        try {
            for (int i = 0; i < 10; i++) {
                Socket socket = new Socket();
                queue.add(socket);
                socket.connect(new InetSocketAddress(hole.getInetAddress(), hole.getLocalPort()), 200);
            }
        } catch (IOException e) {
            // full
        }
    }
}
