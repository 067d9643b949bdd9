// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.embedded.EmbeddedServer;
import io.pgmi.embedded.PostgresBinaries;
import io.pgmi.embedded.ServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/** A server of a test's own, with TLS and access rules as the test wants them; its superuser gets in always, unencrypted. */
final class TlsServer implements AutoCloseable {
    private final EmbeddedServer server;

    /** @param which oldest or newest */
    TlsServer(String which, String purpose, Map<String, String> settings) {
        Path folder = Path.of("target", "postgres", ProcessHandle.current().pid() + "-" + purpose + "-" + which);
        Path binaries = Path.of(System.getProperty("postgres.binaries", "target/postgres-binaries"), which + ".jar");
        server = EmbeddedServer.start(new ServerOptions(
                PostgresBinaries.unpack(binaries, PostgresBinaries.defaultCache()),
                folder.resolve("data"),
                folder.resolve("server.log"),
                0,
                settings,
                Duration.ofSeconds(60)));
    }

    String host() {
        return server.host();
    }

    int port() {
        return server.port();
    }

    long pid() {
        return server.pid();
    }

    /** Such as 18. */
    int majorVersion() throws SQLException {
        return Integer.parseInt(ask("SHOW server_version_num")) / 10_000;
    }

    void access(String... lines) throws IOException, SQLException {
        List<String> all = new ArrayList<>(List.of("host all postgres all trust"));
        all.addAll(List.of(lines));
        Files.write(server.dataDirectory().resolve("pg_hba.conf"), all, StandardCharsets.UTF_8);
        reload();
    }

    /** @param clientAuthority PEM of whom to trust with client certificates */
    void encrypt(String chain, String key, String clientAuthority) throws IOException, SQLException {
        write("server.crt", chain);
        write("server.key", key);
        write("clients.crt", clientAuthority);
        run("ALTER SYSTEM SET ssl_ca_file = 'clients.crt'");
        run("ALTER SYSTEM SET ssl = on");
        reload();
    }

    /** Into the data directory. The server takes a key only from its own user or root, and only when nobody else may read it. */
    void write(String name, String content) throws IOException {
        Path file = server.dataDirectory().resolve(name);
        Files.writeString(file, content, StandardCharsets.US_ASCII);
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
            view.setOwner(Files.getOwner(server.dataDirectory()));
        }
    }

    /** Returns when the server works by the new files: a new session's load time is the main process'. */
    void reload() throws SQLException {
        String before = ask("SELECT pg_conf_load_time()");
        run("SELECT pg_reload_conf()");
        for (int i = 0; ask("SELECT pg_conf_load_time()").equals(before); i++) {
            if (i > 500) {
                throw new IllegalStateException("The server does not read its configuration again");
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String ask(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Not through the code under test. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.username());
        properties.setProperty("sslmode", "disable");
        return new Driver().connect("jdbc:postgresql://" + host() + ":" + port() + "/postgres", properties);
    }

    @Override
    public void close() {
        server.close();
    }
}
