// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.connect.ConnectionSources;
import io.pgmi.connect.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to deploy, and where to.
 *
 * @param sourceDirectory the folder with deploy.sql
 * @param connection what is known of the connection apart from what the folder's own files say
 * @param parameters what deploy.sql is told
 * @param options how to go about it
 */
public record DeployRequest(
        Path sourceDirectory, ConnectionSources connection, ParameterSources parameters, Options options) {

    /**
     * Parameters in the order in which they override each other, those of pgmi.yaml coming before all.
     *
     * @param files KEY=VALUE lines each
     * @param direct by origin in the user's words, such as {@code <parameters> in pom.xml}, later ones win
     */
    public record ParameterSources(List<Path> files, Map<String, Map<String, String>> direct) {}

    /**
     * Everything else.
     *
     * @param compat the session API's version, of which only {@code 1} exists; null for that
     * @param timeout for the whole deployment, as {@link io.pgmi.connect.Durations} reads it; null for pgmi.yaml's, else
     *     3 minutes
     * @param overwrite whether to drop the database first, and who must agree; null to keep it
     * @param debug whether messages of level DEBUG should arrive
     */
    public record Options(
            @Nullable Value compat,
            @Nullable Value timeout,
            @Nullable OverwriteApproval overwrite,
            boolean debug) {}
}
