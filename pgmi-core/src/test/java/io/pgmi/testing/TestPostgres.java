// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import io.pgmi.embedded.EmbeddedServer;
import io.pgmi.embedded.PostgresBinaries;
import io.pgmi.embedded.ServerOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real server for integration tests: one per process and major version, started when first asked for and stopped with
 * the process. Tests share it, so each makes a database of its own with {@link #createDatabase}.
 *
 * <p>Which server: that of {@code PGMI_TEST_URL} ({@code postgresql://user:password@host:port/database}) if set; else a
 * container of the image {@code PGMI_TEST_IMAGE} if set and a Docker engine answers; else the binaries that the build
 * copied to {@code target/postgres-binaries}. Both are environment variables or system properties, and both replace
 * the oldest and the newest major alike.
 *
 * @param password null where the server asks for none
 */
public record TestPostgres(
        String host, int port, String username, @Nullable String password, String maintenanceDatabase) {
    private static final String URL = "PGMI_TEST_URL";
    private static final String IMAGE = "PGMI_TEST_IMAGE";

    /** The oldest major that is supported. */
    public static TestPostgres oldest() {
        return Oldest.SERVER;
    }

    /** The newest major whose binaries can be had. */
    public static TestPostgres newest() {
        return Newest.SERVER;
    }

    private static final class Oldest {
        static final TestPostgres SERVER = start("oldest");
    }

    private static final class Newest {
        static final TestPostgres SERVER = start("newest");
    }

    private static final class Container {
        static final TestPostgres SERVER = startContainer();
    }

    /** Makes an empty database and returns its name, which no other has. */
    public String createDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = connect(maintenanceDatabase);
                Statement statement = connection.createStatement()) {
            // From template0, whatever a server that was given has put into template1.
            statement.execute("CREATE DATABASE " + name + " TEMPLATE template0");
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException("No database could be made on " + this, e);
        }
    }

    /** Not through the code under test, and not through DriverManager. */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", username);
        if (password != null) {
            properties.setProperty("password", password);
        }
        Connection connection = new Driver().connect(jdbcUrl(database), properties);
        if (connection == null) {
            throw new SQLException("The driver does not take " + jdbcUrl(database));
        }
        return connection;
    }

    /** Without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** Such as 18. */
    public int majorVersion() {
        try (Connection connection = connect(maintenanceDatabase);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW server_version_num")) {
            result.next();
            return result.getInt(1) / 10_000;
        } catch (SQLException e) {
            throw new IllegalStateException("The version cannot be asked of " + this, e);
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL at " + host + ":" + port + " as " + username;
    }

    private static TestPostgres start(String which) {
        String url = setting(URL);
        if (url != null) {
            return parse(url);
        }
        if (setting(IMAGE) != null) {
            if (DockerClientFactory.instance().isDockerAvailable()) {
                return Container.SERVER;
            }
            System.out.println(IMAGE + " is set, but no Docker engine answers: using embedded PostgreSQL");
        }
        return startEmbedded(which);
    }

    private static TestPostgres startEmbedded(String which) {
        Path binaries = Path.of(System.getProperty("postgres.binaries", "target/postgres-binaries"));
        // One folder per process: several may run tests of this module at the same time.
        Path folder = Path.of("target", "postgres", ProcessHandle.current().pid() + "-" + which);
        EmbeddedServer server = EmbeddedServer.start(new ServerOptions(
                PostgresBinaries.unpack(binaries.resolve(which + ".jar"), PostgresBinaries.defaultCache()),
                folder.resolve("data"),
                folder.resolve("server.log")));
        return new TestPostgres(server.host(), server.port(), server.username(), null, "postgres");
    }

    @SuppressWarnings("resource") // Testcontainers stops it with this process.
    private static TestPostgres startContainer() {
        DockerImageName image = DockerImageName.parse(String.valueOf(setting(IMAGE)));
        PostgreSQLContainer<?> container =
                new PostgreSQLContainer<>(image.asCompatibleSubstituteFor("postgres")).withDatabaseName("postgres");
        container.start();
        return new TestPostgres(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword(),
                "postgres");
    }

    static TestPostgres parse(String url) {
        URI uri = URI.create(url.replaceFirst("^jdbc:", ""));
        String[] user = String.valueOf(uri.getRawUserInfo()).split(":", 2);
        String database = uri.getPath().replaceFirst("^/", "");
        if (uri.getHost() == null || uri.getRawUserInfo() == null) {
            throw new IllegalArgumentException(URL + " is not postgresql://user:password@host:port/database");
        }
        return new TestPostgres(
                uri.getHost(),
                uri.getPort() == -1 ? 5432 : uri.getPort(),
                decode(user[0]),
                user.length == 1 ? null : decode(user[1]),
                database.isEmpty() ? "postgres" : database);
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static @Nullable String setting(String name) {
        String value = System.getProperty(name, System.getenv(name));
        return value == null || value.isBlank() ? null : value;
    }
}
