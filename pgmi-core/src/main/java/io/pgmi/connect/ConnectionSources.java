// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Environment;
import io.pgmi.project.ProjectSettings;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a connection can be configured with, handed to {@link ConnectionResolver#resolve}.
 *
 * @param commandLine parameters given with -D; those without a {@link Setting#parameter() name} are not accepted
 * @param pom parameters written in the POM
 * @param embedded the server that this build started; null where it started none
 * @param server credentials of the server in settings.xml; null where none is configured
 * @param environment the real environment; an empty variable counts as unset, as for libpq
 * @param dotEnv variables of the .env file, below the real environment
 * @param projectFile the {@code connection} section of pgmi.yaml by its keys, unknown keys already refused
 */
public record ConnectionSources(
        Map<Setting, Value> commandLine,
        Map<Setting, Value> pom,
        @Nullable EmbeddedServer embedded,
        @Nullable ServerCredentials server,
        Environment environment,
        Map<String, Value> dotEnv,
        Map<String, Value> projectFile,
        LocalUser localUser) {

    public ConnectionSources {
        commandLine = parameters(commandLine);
        pom = parameters(pom);
        dotEnv = Map.copyOf(dotEnv);
        projectFile = Map.copyOf(projectFile);
    }

    /** These sources together with what a project's own files say. */
    public ConnectionSources with(Map<String, Value> environmentFile, ProjectSettings settings) {
        Map<String, Value> ofProject = new HashMap<>();
        settings.connection()
                .forEach((key, setting) -> ofProject.put(key, new Value(setting.value(), setting.origin())));
        return new ConnectionSources(
                commandLine, pom, embedded, server, environment, environmentFile, ofProject, localUser);
    }

    private static Map<Setting, Value> parameters(Map<Setting, Value> given) {
        Map<Setting, Value> result = new EnumMap<>(Setting.class);
        given.forEach((setting, value) -> {
            if (setting.parameter() == null) {
                throw new IllegalArgumentException(setting + " cannot be given as a parameter");
            }
            // Maven hands over an empty element or property as text or as nothing, depending on the version.
            if (!value.text().isBlank()) {
                result.put(setting, value);
            }
        });
        return result;
    }
}
