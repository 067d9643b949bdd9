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
 * @param rootCertificate whom to trust (sslrootcert)
 */
public record Tls(
        Resolved<SslMode> mode,
        @Nullable Resolved<String> certificate,
        @Nullable Resolved<String> key,
        @Nullable Resolved<Secret> keyPassword,
        @Nullable Resolved<String> rootCertificate) {}
