// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.DatabaseError;
import io.pgmi.Environment;
import io.pgmi.PgmiException;
import io.pgmi.SourcePosition;
import io.pgmi.deploy.DeployListener;
import io.pgmi.maven.CiServer.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells the CI server that runs the build what to show beside the log. */
final class CiAnnotations implements DeployListener {
    static final CiAnnotations NONE = new CiAnnotations(null, Path.of(""), OutputStream.nullOutputStream());

    private final @Nullable CiServer server;
    private final Path sources;
    private final OutputStream out;

    /**
     * @param server null for none
     * @param sources the folder with deploy.sql
     * @param out what the server reads
     */
    CiAnnotations(@Nullable CiServer server, Path sources, OutputStream out) {
        this.server = server;
        this.sources = sources;
        this.out = out;
    }

    /**
     * The server that is meant.
     *
     * @param choice the parameter ciAnnotations
     * @param module of the build, for what must have a name of its own
     * @return null for none
     * @throws PgmiException INVALID_CONFIGURATION for a choice that there is not
     */
    static @Nullable CiServer server(String choice, Environment environment, String module) {
        String name = choice.strip().toLowerCase(Locale.ROOT);
        return switch (name.equals("auto") || name.equals("true") || name.isEmpty() ? detected(environment) : name) {
            case "false" -> null;
            case "github" -> {
                String workspace = environment.get("GITHUB_WORKSPACE");
                yield new GitHubActions(
                        workspace == null || workspace.isBlank()
                                ? null
                                : Path.of(workspace).normalize());
            }
            case "gitlab" -> GitLab.forModule(module);
            case "teamcity" -> new TeamCity();
            case "azure" -> new AzurePipelines();
            default ->
                throw PgmiException.invalidConfiguration(List.of(
                        "ciAnnotations is '" + choice + "'. Write auto, false, github, gitlab, teamcity or azure"));
        };
    }

    /** By the variables that each of them documents. */
    private static String detected(Environment environment) {
        if ("true".equals(environment.get("GITHUB_ACTIONS"))) {
            return "github";
        } else if (environment.get("GITLAB_CI") != null) {
            return "gitlab";
        } else if (environment.get("TEAMCITY_VERSION") != null) {
            return "teamcity";
        }
        return environment.get("TF_BUILD") != null ? "azure" : "false";
    }

    void begin() {
        print(server == null ? null : server.begin(Instant.now()));
    }

    void end() {
        print(server == null ? null : server.end(Instant.now()));
    }

    /** Ours, not the server's, which a script raises by the hundred. */
    @Override
    public void warning(String message) {
        print(server == null ? null : server.annotation(new Finding(false, "pgmi:deploy", message, null, null)));
    }

    void failed(PgmiException e) {
        if (server == null) {
            return;
        }
        DatabaseError error = e.databaseError();
        SourcePosition position = error == null ? null : error.position();
        String message = String.valueOf(e.getMessage());
        String place = position + ": ";
        print(server.annotation(new Finding(
                true,
                "pgmi:deploy failed with outcome " + e.outcome().code(),
                // Where the place is told beside it, not once more.
                position != null && message.startsWith(place) ? message.substring(place.length()) : message,
                position == null ? null : absolute(position),
                error == null ? null : error.sqlState())));
    }

    private SourcePosition absolute(SourcePosition position) {
        Path file = sources.resolve(position.file()).normalize();
        return new SourcePosition(file.toString(), position.line(), position.column());
    }

    private void print(@Nullable String line) {
        if (line != null) {
            try {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                // then Maven's own output does not arrive either
            }
        }
    }
}
