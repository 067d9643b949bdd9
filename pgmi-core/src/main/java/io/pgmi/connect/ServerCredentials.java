// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What the server in settings.xml gives, decrypted. Each part may be missing.
 *
 * @param serverId as in {@code <id>}
 * @param sslKey path of the client key file ({@code <privateKey>})
 * @param passphrase of that key
 */
public record ServerCredentials(
        String serverId,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable String sslKey,
        @Nullable Secret passphrase) {}
