// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds {@link ConnectionSources} with origins as the plugin writes them. */
final class Sources {
    private final Map<Setting, Value> commandLine = new HashMap<>();
    private final Map<Setting, Value> pom = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, Value> dotEnv = new HashMap<>();
    private final Map<String, Value> projectFile = new HashMap<>();
    private @Nullable EmbeddedServer embedded;
    private @Nullable ServerCredentials server;
    private LocalUser localUser = new LocalUser("ann", Path.of("/home/ann"), false);

    /** With a database, which has no default. */
    static Sources withDatabase() {
        return new Sources().pom(Setting.DATABASE, "shop");
    }

    Sources commandLine(Setting setting, String text) {
        commandLine.put(setting, new Value(text, "-Dpgmi." + setting.parameter()));
        return this;
    }

    Sources pom(Setting setting, String text) {
        pom.put(setting, new Value(text, "<" + setting.parameter() + "> in pom.xml"));
        return this;
    }

    Sources environment(String name, String text) {
        environment.put(name, text);
        return this;
    }

    Sources dotEnv(String name, String text) {
        dotEnv.put(name, new Value(text, name + " in .env"));
        return this;
    }

    Sources projectFile(String key, String text) {
        projectFile.put(key, new Value(text, "connection." + key + " in pgmi.yaml"));
        return this;
    }

    Sources embedded(@Nullable String password) {
        embedded = new EmbeddedServer(
                "127.0.0.1", 54321, "postgres", password == null ? null : new Secret(password), "app");
        return this;
    }

    Sources server(@Nullable String username, @Nullable String password) {
        server = new ServerCredentials(
                new Value("db", "-Dpgmi.serverId"),
                username,
                password == null ? null : new Secret(password),
                "settings.key",
                new Secret("settings phrase"),
                Map.of(),
                List.of());
        return this;
    }

    Sources localUser(LocalUser user) {
        localUser = user;
        return this;
    }

    ConnectionSources build() {
        return new ConnectionSources(
                commandLine, pom, embedded, server, environment::get, dotEnv, projectFile, localUser);
    }

    ConnectionConfig resolve() {
        return ConnectionResolver.resolve(build());
    }
}
