// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.embedded.EmbeddedServer;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.SessionData;

/**
 * The servers that {@code pgmi:start} started in this build, at most one per project. Kept in the build's session, in
 * types of the JDK only: another execution of this plugin may have another class loader.
 */
final class EmbeddedServers {
    private static final String KEY = "io.pgmi.embedded:";
    private static final String PORT = "port";
    private static final String VERSION = "version";
    private static final String DATABASE = "database";
    private static final String ORIGIN = "origin";
    private static final String STOP = "stop";
    private static final String ALIVE = "alive";

    private EmbeddedServers() {}

    /**
     * A server of this build. Its user needs no password.
     *
     * @param version as PostgreSQL says it, such as {@code 16.15}
     * @param database what a deployment goes to unless told otherwise; nobody has made it yet
     * @param origin the configuration it was started with, to tell whether another start asks for the same
     */
    record Running(String host, int port, String username, String version, String database, String origin) {
        String jdbcUrl() {
            return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?user=" + username;
        }
    }

    /** The project's server, if one was started in this build, was not stopped and did not end by itself. */
    static Optional<Running> runningFor(MavenSession session, MavenProject project) {
        return state(session, project)
                .filter(state -> ((BooleanSupplier) get(state, ALIVE)).getAsBoolean())
                .map(state -> new Running(
                        EmbeddedServer.HOST,
                        (Integer) get(state, PORT),
                        EmbeddedServer.USERNAME,
                        (String) get(state, VERSION),
                        (String) get(state, DATABASE),
                        (String) get(state, ORIGIN)));
    }

    /** Makes the server the project's, and has it stopped at the end of the build whether that succeeds or not. */
    static void register(
            MavenSession session, MavenProject project, EmbeddedServer server, String database, String origin) {
        Map<String, Object> state = Map.of(
                PORT,
                server.port(),
                VERSION,
                server.version(),
                DATABASE,
                database,
                ORIGIN,
                origin,
                STOP,
                (Runnable) server::stop,
                ALIVE,
                (BooleanSupplier) server::isRunning);
        data(session).set(key(project), state);
        SessionEnd.run(server::stop, session.getRequest());
    }

    /** Stops the project's server; what was stopped, or empty where none ran. */
    static Optional<Running> stop(MavenSession session, MavenProject project) {
        Optional<Running> running = runningFor(session, project);
        state(session, project).ifPresent(state -> ((Runnable) get(state, STOP)).run());
        data(session).set(key(project), null);
        return running;
    }

    @SuppressWarnings("unchecked") // The key is ours alone.
    private static Optional<Map<String, Object>> state(MavenSession session, MavenProject project) {
        return Optional.ofNullable((Map<String, Object>) data(session).get(key(project)));
    }

    private static Object get(Map<String, Object> state, String name) {
        Object value = state.get(name);
        if (value == null) {
            throw new IllegalStateException(
                    "another version of this plugin started the server; use one version per build");
        }
        return value;
    }

    private static SessionData data(MavenSession session) {
        return session.getRepositorySession().getData();
    }

    private static String key(MavenProject project) {
        return KEY + project.getId();
    }
}
