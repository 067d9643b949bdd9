// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven.it;

import io.pgmi.embedded.EmbeddedServer;
import io.pgmi.embedded.PostgresBinaries;
import io.pgmi.embedded.ServerOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.Driver;

/**
 * The server that Maven integration tests share where they look at a database from outside of the tested build. Their
 * prebuild and verify scripts call it; it starts when first asked for and stops with the invoking build.
 */
public final class ItServer {
    /** A role that has to log in with {@link #PASSWORD}; all others are trusted. */
    public static final String ROLE = "it_login";

    public static final String PASSWORD = "sentinel-7d1c90";

    public static final String HOST = EmbeddedServer.HOST;

    private ItServer() {}

    private static final class Shared {
        static final EmbeddedServer SERVER = start();
    }

    private static EmbeddedServer start() {
        // Where the invoking build put them: this class lies in target/test-classes.
        Path target = target();
        // Maven loads this class once for each of its executions that run such tests.
        Path folder = target.resolve("it-postgres").resolve(UUID.randomUUID().toString());
        EmbeddedServer server = EmbeddedServer.start(new ServerOptions(
                PostgresBinaries.unpack(
                        target.resolve("postgres-binaries/newest.jar"), PostgresBinaries.defaultCache()),
                folder.resolve("data"),
                folder.resolve("server.log")));
        try (Connection connection = connect(server.port(), "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + PASSWORD + "'");
            try (ResultSet row = statement.executeQuery("SHOW hba_file")) {
                row.next();
                String file = row.getString(1);
                // By the server, whose file it is: as root, this process may be another user.
                statement.execute("COPY (VALUES ('host all " + ROLE
                        + " all scram-sha-256'), ('host all all all trust')) TO '" + file.replace("'", "''") + "'");
            }
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server;
    }

    private static Path target() {
        try {
            return Path.of(ItServer.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getParent();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static int port() {
        return Shared.SERVER.port();
    }

    /** The plugin's folder in the checkout. */
    public static Path project() {
        return target().getParent();
    }

    /** A name that no other test uses; the database isn't made yet. */
    public static String database(File basedir) {
        return "it_" + basedir.getName().replace('-', '_');
    }

    /** Tells the test's build where the server is, by what it would be told with -D; more of that may be given. */
    public static void point(File basedir, Map<String, String> more) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("pgmi.host", HOST);
        properties.setProperty("pgmi.port", Integer.toString(port()));
        properties.setProperty("pgmi.username", EmbeddedServer.USERNAME);
        properties.putAll(more);
        try (var out = Files.newOutputStream(basedir.toPath().resolve("test.properties"))) {
            properties.store(out, null);
        }
    }

    public static void createDatabase(String database) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
    }

    public static Connection connect(String database) throws SQLException {
        return connect(port(), database);
    }

    private static Connection connect(int port, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", EmbeddedServer.USERNAME);
        return Objects.requireNonNull(
                new Driver().connect("jdbc:postgresql://" + HOST + ":" + port + "/" + database, properties));
    }

    /** First column of each row, as text. */
    public static List<String> query(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
