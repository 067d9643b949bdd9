// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.azure;

import io.pgmi.testing.PasswordCheck;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets in whom Azure Database for PostgreSQL would: the token is Entra ID's, for this service, not over, and of the identity
 * that the role was made for. Reads tokens by the standards (RFC 7515, RFC 7519), not by how they were written.
 */
final class TokenCheck implements PasswordCheck {
    private final PublicKey key;
    private final String audience;
    private final Map<String, String> objectIds = new ConcurrentHashMap<>();

    TokenCheck(PublicKey key, String audience) {
        this.key = key;
        this.audience = audience;
    }

    /** What pgaadauth_create_principal does. */
    void map(String role, String objectId) {
        objectIds.put(role, objectId);
    }

    @Override
    public Optional<String> refusal(String role, String database, String password) {
        String[] parts = password.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.of("not a JWT");
        }
        String claims;
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                return Optional.of("signature");
            }
            claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of("signature: " + e);
        }
        if (!claim(claims, "aud").equals(audience)) {
            return Optional.of("audience " + claim(claims, "aud"));
        }
        long now = Instant.now().getEpochSecond();
        if (now >= Long.parseLong(claim(claims, "exp")) || now + 60 < Long.parseLong(claim(claims, "nbf"))) {
            return Optional.of("expired");
        }
        String expected = objectIds.get(role);
        if (expected == null) {
            return Optional.of("role " + role + " is of no identity");
        }
        return claim(claims, "oid").equals(expected)
                ? Optional.empty()
                : Optional.of("role " + role + " is not of " + claim(claims, "oid"));
    }

    private static String claim(String claims, String name) {
        Matcher found = Pattern.compile('"' + name + "\"\\s*:\\s*\"?([^\",}]*)").matcher(claims);
        return found.find() ? found.group(1) : "";
    }
}
