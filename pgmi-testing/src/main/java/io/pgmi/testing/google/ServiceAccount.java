// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.google;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** A service account with one key. */
public final class ServiceAccount {
    private final String email;
    private final KeyPair keys;

    ServiceAccount(String email) {
        this.email = email;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String email() {
        return email;
    }

    /** Writes the key as Google hands it out. */
    public Path keyFile(Path folder, String tokenUri) throws IOException {
        String key = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return Files.writeString(
                Files.createTempFile(folder, "key", ".json"),
                """
                {"type": "service_account", "project_id": "shop", "private_key_id": "1", "client_id": "1",
                 "client_email": %s, "private_key": %s, "token_uri": %s}
                """.formatted(Exchange.json(email), Exchange.json(key), Exchange.json(tokenUri)),
                StandardCharsets.US_ASCII);
    }

    /** Whether this account's key signed it (RFC 7515, RS256). */
    boolean signed(String header, String payload, String signature) throws GeneralSecurityException {
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(keys.getPublic());
        check.update((header + "." + payload).getBytes(StandardCharsets.US_ASCII));
        return check.verify(Base64.getUrlDecoder().decode(signature));
    }
}
