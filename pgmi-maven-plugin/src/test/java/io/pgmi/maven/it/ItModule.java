// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the tests with clouds have in common: modules that deploy, each to a database of its own, and roles for them. */
final class ItModule {
    private ItModule() {}

    /** Makes a role that may create databases, where no other test has; each setting follows ALTER ROLE …. */
    static void role(String name, String... settings) throws SQLException {
        try (Connection connection = ItServer.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN CREATE ROLE \"" + name
                    + "\" LOGIN CREATEDB; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$");
            for (String setting : settings) {
                statement.execute("ALTER ROLE \"" + name + "\" " + setting);
            }
        }
    }

    /** Writes a project's .env. */
    static void environment(File basedir, String folder, Map<String, String> variables) throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(variables)
                .forEach((name, value) ->
                        text.append(name).append('=').append(value).append('\n'));
        Files.writeString(
                Files.createDirectories(basedir.toPath().resolve(folder)).resolve(".env"), text);
    }

    /**
     * Makes a module of the test's build, whose deployment writes down as whom it has logged in.
     *
     * @param parameters of the plugin; empty ones are left out
     */
    static void write(File basedir, String name, Map<String, String> variables, Map<String, String> parameters)
            throws IOException {
        Path module = basedir.toPath().resolve(name);
        environment(basedir, name + "/src/main/pgmi", variables);
        Files.writeString(
                module.resolve("src/main/pgmi/deploy.sql"),
                "CREATE TABLE login AS SELECT current_user::text AS role;\n");
        Map<String, String> all = new HashMap<>();
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
}
