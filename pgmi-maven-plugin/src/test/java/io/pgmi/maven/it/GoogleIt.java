// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven.it;

import io.pgmi.testing.google.GoogleCloud;
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

/** What the prebuild scripts of the tests with Google share: a cloud of the test's own before the shared server. */
public final class GoogleIt {
    private final File basedir;
    private final GoogleCloud cloud;

    private GoogleIt(File basedir, GoogleCloud cloud) {
        this.basedir = basedir;
        this.cloud = cloud;
    }

    public static GoogleIt start(File basedir) throws IOException, SQLException {
        try (Connection connection = ItServer.connect("postgres")) {
            URI server = URI.create(connection.getMetaData().getURL().replaceFirst("^jdbc:", ""));
            return new GoogleIt(basedir, new GoogleCloud(basedir.getPath(), server.getHost(), server.getPort()));
        }
    }

    public GoogleCloud getCloud() {
        return cloud;
    }

    /** Makes a role that may create databases, where no other test has; each setting follows ALTER ROLE …. */
    public void role(String name, String... settings) throws SQLException {
        try (Connection connection = ItServer.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN CREATE ROLE \"" + name
                    + "\" LOGIN CREATEDB; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
            for (String setting : settings) {
                statement.execute("ALTER ROLE \"" + name + "\" " + setting);
            }
        }
    }

    /** A service account's key file. */
    public String key(String account) throws IOException {
        return cloud.serviceAccount(account)
                .keyFile(basedir.toPath(), cloud.tokenUrl())
                .toString();
    }

    /** Writes a project's .env, so that its deployment meets our cloud and nothing of this machine's. */
    public void environment(String project, Map<String, String> variables) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL", cloud.adminUrl());
        all.put("CLOUDSDK_CONFIG", new File(basedir, "no-gcloud").getPath());
        if (!variables.containsKey("GCE_METADATA_HOST")) {
            all.put("NO_GCE_CHECK", "true");
        }
        all.putAll(variables);
        StringBuilder text = new StringBuilder();
        all.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
        Path folder = Files.createDirectories(basedir.toPath().resolve(project));
        Files.writeString(folder.resolve(".env"), text);
    }

    /** Makes a module of the test's build that deploys to a database of its own. */
    public void module(String name, Map<String, String> variables, Map<String, String> parameters) throws IOException {
        environment(name + "/src/main/pgmi", variables);
        Path module = basedir.toPath().resolve(name);
        Files.writeString(
                module.resolve("src/main/pgmi/deploy.sql"),
                "CREATE TABLE login AS SELECT current_user::text AS role;\n");
        StringBuilder configuration = new StringBuilder();
        Map<String, String> all = new HashMap<>(parameters);
        all.put("database", ItServer.database(basedir) + "_" + name.replace('-', '_'));
        all.forEach((parameter, value) -> configuration.append("<%s>%s</%s>".formatted(parameter, value, parameter)));
        String parent = basedir.getName();
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
                """.formatted(parent, name, configuration));
    }

    /** By what would be given with -D; the database is the test's own. */
    public void point(Map<String, String> more) throws IOException {
        StringBuilder text = new StringBuilder("pgmi.database=" + ItServer.database(basedir) + "\n");
        more.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Files.writeString(basedir.toPath().resolve("test.properties"), text);
    }
}
