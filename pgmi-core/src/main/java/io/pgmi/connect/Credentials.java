// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Secret;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * As whom to connect.
 *
 * @param password null where no source has one; an empty one is the embedded server's, which asks for none
 * @param passwordFile where to look for a password when {@code password} is null; null otherwise
 */
public record Credentials(
        Resolved<String> username,
        @Nullable Resolved<Secret> password,
        @Nullable Resolved<Path> passwordFile) {}
