// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import io.pgmi.Secret;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one connection logs in with.
 *
 * @param secret goes where the password goes; empty for none
 * @param expiry after which the server refuses the secret; null where it does not age. Less than five minutes from now
 *     makes a warning
 * @param driverProperties set on the JDBC driver, over everything else: what a log-in needs beyond a secret, such as a
 *     {@code socketFactory}, whose sockets may be connected already. Values may be secret
 */
public record AuthCredentials(Secret secret, @Nullable Instant expiry, Map<String, String> driverProperties) {
    public AuthCredentials {
        driverProperties = Map.copyOf(driverProperties);
    }

    /** A secret that does not age. */
    public static AuthCredentials of(Secret secret) {
        return new AuthCredentials(secret, null, Map.of());
    }

    /** Without the properties' values, which may be secret. */
    @Override
    public String toString() {
        return "AuthCredentials[secret=" + secret + ", expiry=" + expiry + ", driverProperties="
                + driverProperties.keySet() + "]";
    }
}
