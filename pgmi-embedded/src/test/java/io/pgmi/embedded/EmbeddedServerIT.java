// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.Driver;

class EmbeddedServerIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void serverOfTheChosenMajorAnswersUntilItIsStopped(Binaries binaries) throws SQLException {
        EmbeddedServer server = EmbeddedServer.start(options(binaries));
        try (server) {
            assertThat(server.version()).startsWith(binaries.major() + ".");
            assertThat(show(server, "server_version")).isEqualTo(server.version());
            assertThat(server.isRunning()).isTrue();
        }
        assertThat(server.isRunning()).isFalse();
        assertThat(ProcessHandle.of(server.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThatThrownBy(() -> show(server, "server_version")).isInstanceOf(SQLException.class);
        server.stop();
    }

    @ParameterizedTest
    @EnumSource
    void settingsAreThoseOfAThrowAwayServerAndTheUsersWin(Binaries binaries) throws SQLException {
        Map<String, String> settings = Map.of("work_mem", "5MB", "app.quoted", "it's C:\\new \u00e9", "FSYNC", "on");
        try (EmbeddedServer server = EmbeddedServer.start(options(binaries).withSettings(settings))) {
            assertThat(show(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(show(server, "log_timezone")).isEqualTo("UTC");
            assertThat(show(server, "synchronous_commit")).isEqualTo("off");
            assertThat(show(server, "server_encoding")).isEqualTo("UTF8");
            assertThat(show(server, "work_mem")).isEqualTo("5MB");
            assertThat(show(server, "app.quoted")).isEqualTo("it's C:\\new \u00e9");
            assertThat(show(server, "fsync")).isEqualTo("on");
        }
    }

    @Test
    void unknownSettingFailsWithTheServersOwnWords() {
        assertThatThrownBy(() ->
                        EmbeddedServer.start(options(Binaries.NEWEST).withSettings(Map.of("no_such_setting", "1"))))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("no_such_setting")
                .hasMessageContaining("server.log");
    }

    @Test
    void settingThatHasAnOptionOfItsOwnIsRefused() {
        assertThatThrownBy(() -> EmbeddedServer.start(options(Binaries.NEWEST).withSettings(Map.of("Port", "1"))))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("'Port'");
        assertThatThrownBy(() -> EmbeddedServer.start(options(Binaries.NEWEST).withSettings(Map.of("a b", "1"))))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("'a b'");
    }

    @Test
    void takenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(
                            () -> EmbeddedServer.start(options(Binaries.NEWEST).withPort(port)))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("port " + port + " on 127.0.0.1 is taken");
        }
    }

    @Test
    void startThatTakesTooLongLeavesNothingRunning() throws IOException {
        assertThatThrownBy(() -> EmbeddedServer.start(options(Binaries.NEWEST).withStartTimeout(Duration.ZERO)))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("0 s, the start timeout");
        assertThat(PostmasterFile.read(folder.resolve("data")).flatMap(PostmasterFile::process))
                .isEmpty();
    }

    @Test
    void openConnectionsDoNotHoldUpTheStop() throws SQLException {
        EmbeddedServer server = EmbeddedServer.start(options(Binaries.OLDEST));
        try (Connection open = connect(server);
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("SELECT 1");
            server.stop();
            assertThat(server.isRunning()).isFalse();
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverLeftByAnEarlierRunIsStoppedAndItsDataRemoved(Binaries binaries) throws SQLException {
        EmbeddedServer left = EmbeddedServer.start(options(binaries));
        try (Connection connection = connect(left);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE old_run ()");
        }
        try (EmbeddedServer server = EmbeddedServer.start(options(binaries))) {
            assertThat(left.isRunning()).isFalse();
            assertThat(server.pid()).isNotEqualTo(left.pid());
            assertThat(query(server, "SELECT to_regclass('old_run')")).isNull();
        } finally {
            left.stop();
        }
    }

    @Test
    void secondStopDoesNotTouchTheServerThatHasTakenThePlace() throws SQLException {
        EmbeddedServer first = EmbeddedServer.start(options(Binaries.NEWEST));
        first.stop();
        try (EmbeddedServer second = EmbeddedServer.start(options(Binaries.NEWEST))) {
            first.stop();
            assertThat(show(second, "fsync")).isEqualTo("off");
        }
    }

    @Test
    void folderWithOtherFilesIsNotEmptied() throws IOException {
        Path precious = Files.createDirectories(folder.resolve("data")).resolve("precious.txt");
        Files.writeString(precious, "x");
        assertThatThrownBy(() -> EmbeddedServer.start(options(Binaries.NEWEST)))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("precious.txt");
        assertThat(precious).exists();
    }

    @Test
    void numberOfADeadServerThatNowIsAnotherProcessIsLeftAlone() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("PG_VERSION"), "18\n");
        long now = System.currentTimeMillis() / 1000;
        Files.writeString(
                data.resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + data + "\n" + now + "\n1\n\n127.0.0.1\n\nready\n");
        try (EmbeddedServer server = EmbeddedServer.start(options(Binaries.NEWEST))) {
            assertThat(server.isRunning()).isTrue();
        }
    }

    @Test
    void severalServersStartAtOnce() throws Exception {
        List<CompletableFuture<EmbeddedServer>> starts = Stream.of("one", "two", "three")
                .map(name -> CompletableFuture.supplyAsync(() -> EmbeddedServer.start(new ServerOptions(
                        Binaries.NEWEST.home(), folder.resolve(name), folder.resolve(name + ".log")))))
                .toList();
        try {
            assertThat(starts.stream().map(start -> start.join().port())).doesNotHaveDuplicates();
        } finally {
            for (CompletableFuture<EmbeddedServer> start : starts) {
                start.get(1, TimeUnit.MINUTES).stop();
            }
        }
    }

    private ServerOptions options(Binaries binaries) {
        return new ServerOptions(binaries.home(), folder.resolve("data"), folder.resolve("server.log"));
    }

    private static String show(EmbeddedServer server, String setting) throws SQLException {
        return query(server, "SHOW " + setting);
    }

    private static String query(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.username());
        String url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/postgres";
        return new Driver().connect(url, properties);
    }
}
