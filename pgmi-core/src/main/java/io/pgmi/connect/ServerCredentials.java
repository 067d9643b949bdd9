// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Problem;
import io.pgmi.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server in settings.xml gives, decrypted. Each part may be missing.
 *
 * @param serverId as in {@code <id>}, with the origin of the parameter that chose it
 * @param sslKey path of the client key file ({@code <privateKey>})
 * @param passphrase of that key
 * @param configuration the text elements of {@code <configuration>} by their names, any of which may be a secret
 * @param problems why a part is missing that should be there; they count where the server is used
 */
public record ServerCredentials(
        Value serverId,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable String sslKey,
        @Nullable Secret passphrase,
        Map<String, Value> configuration,
        List<Problem> problems) {
    public ServerCredentials {
        configuration = Map.copyOf(configuration);
        problems = List.copyOf(problems);
    }

    /** {@code server 'db' in settings.xml}, the origin of every part. */
    public String origin() {
        return origin(serverId.text());
    }

    public static String origin(String serverId) {
        return "server '" + serverId + "' in settings.xml";
    }
}
