// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven.it;

import io.pgmi.testing.FrontDoor;
import io.pgmi.testing.azure.AzureCloud;
import io.pgmi.testing.azure.Identity;
import io.pgmi.testing.azure.Identity.Trouble;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** What the prebuild scripts of the tests with Azure share: a cloud of the test's own before the shared server. */
public final class AzureIt implements AutoCloseable {
    public static final String TENANT = "11111111-2222-3333-4444-555555555555";
    public static final String SECRET = "sentinel~client.secret";

    /** The role that is made for {@link #application} in each test. */
    public static final String ROLE = "shop-deployer";

    private final File basedir;
    private final AzureCloud cloud;
    private final FrontDoor door;

    private AzureIt(File basedir, AzureCloud cloud, FrontDoor door) {
        this.basedir = basedir;
        this.cloud = cloud;
        this.door = door;
    }

    public static AzureIt start(File basedir) throws IOException, SQLException {
        role(ROLE);
        try (Connection connection = ItServer.connect("postgres")) {
            URI server = URI.create(connection.getMetaData().getURL().replaceFirst("^jdbc:", ""));
            AzureCloud cloud = new AzureCloud();
            cloud.trustStore(basedir.toPath().resolve("trust.p12"));
            FrontDoor door = cloud.frontDoor(server.getHost(), server.getPort());
            return new AzureIt(basedir, cloud, door);
        }
    }

    /** Makes a role that may create databases, where no other test has. */
    public static void role(String name) throws SQLException {
        try (Connection connection = ItServer.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN CREATE ROLE \"" + name
                    + "\" LOGIN CREATEDB; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
        }
    }

    public AzureCloud getCloud() {
        return cloud;
    }

    public FrontDoor getDoor() {
        return door;
    }

    /** An application, and the role for it; what comes of asking for its token, by the name of a {@link Trouble}. */
    public Identity application(String clientId, String trouble) {
        return identity(clientId, SECRET, trouble);
    }

    public Identity managed(String clientId) {
        return identity(clientId, null, "NONE");
    }

    public Identity workload(String clientId, String federatedToken) {
        return identity(clientId, federatedToken, "NONE");
    }

    private Identity identity(String clientId, String secret, String trouble) {
        Identity identity = new Identity(TENANT, clientId, "oid-" + clientId, secret, Trouble.valueOf(trouble));
        return cloud.add(identity);
    }

    /** The variables of a service principal. */
    public static Map<String, String> principal(String clientId) {
        return Map.of("AZURE_TENANT_ID", TENANT, "AZURE_CLIENT_ID", clientId, "AZURE_CLIENT_SECRET", SECRET);
    }

    /**
     * Makes a module of the test's build, which deploys to a database of its own through the front door.
     *
     * @param variables of its .env file, beside those that keep it with our cloud
     * @param parameters of the plugin, in place of ours
     */
    public void module(String name, Map<String, String> variables, Map<String, String> parameters) throws IOException {
        Path module = basedir.toPath().resolve(name);
        environment(name + "/src/main/pgmi", variables);
        Files.writeString(
                module.resolve("src/main/pgmi/deploy.sql"),
                "CREATE TABLE login AS SELECT current_user::text AS role;\n");
        Map<String, String> all = new HashMap<>();
        all.put("host", "localhost");
        all.put("port", Integer.toString(door.port()));
        all.put("username", ROLE);
        all.put("database", ItServer.database(basedir) + "_" + name.replace('-', '_'));
        all.putAll(parameters);
        StringBuilder configuration = new StringBuilder();
        all.forEach((parameter, value) -> {
            if (!value.isEmpty()) {
                configuration.append("<%s>%s</%s>".formatted(parameter, value, parameter));
            }
        });
        Files.writeString(module.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>io.pgmi.it</groupId>
                    <artifactId>%s</artifactId>
                    <version>1.0-SNAPSHOT</version>
                  </parent>
                  <artifactId>%s</artifactId>
                  <packaging>pom</packaging>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>io.pgmi</groupId>
                        <artifactId>pgmi-maven-plugin</artifactId>
                        <executions>
                          <execution>
                            <id>default</id>
                            <configuration>%s</configuration>
                          </execution>
                        </executions>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(basedir.getName(), name, configuration));
    }

    /** Writes a project's .env, so that its deployment meets our cloud and nothing of this machine's. */
    public void environment(String folder, Map<String, String> variables) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("AZURE_AUTHORITY_HOST", cloud.authorityHost());
        all.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://localhost:1");
        all.put("AZURE_TOKEN_CREDENTIALS", "prod"); // not whoever is logged in here
        all.putAll(variables);
        StringBuilder text = new StringBuilder();
        all.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
        Files.writeString(
                Files.createDirectories(basedir.toPath().resolve(folder)).resolve(".env"), text);
    }

    @Override
    public void close() throws IOException {
        door.close();
        cloud.close();
    }
}
