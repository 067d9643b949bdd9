// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Secret;
import org.jspecify.annotations.Nullable;

/**
 * How to encrypt, and whom to trust. File names are as written.
 *
 * @param certificate client certificate (libpq's sslcert)
 * @param key its private key (sslkey)
 * @param keyPassword of the private key (sslpassword)
 * @param rootCertificate whom to trust (sslrootcert); {@code system} for the JVM's trust store
 * @param defaultFolder where libpq's {@code postgresql.crt}, {@code postgresql.key} and {@code root.crt} are, which count,
 *     if they exist, where the settings name none
 * @param ofProvider whether the sockets of the auth provider are encrypted and verified already, and nothing here counts
 */
public record Tls(
        Resolved<SslMode> mode,
        @Nullable Resolved<String> certificate,
        @Nullable Resolved<String> key,
        @Nullable Resolved<Secret> keyPassword,
        @Nullable Resolved<String> rootCertificate,
        String defaultFolder,
        boolean ofProvider) {
    /** libpq's {@code sslrootcert=system}. */
    static final String SYSTEM = "system";
}
