// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.azure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Writes access tokens as Entra ID does (version 1.0): a JWT, RS256. */
final class TokenSigner {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys = newKeys();
    private final KeyPair strangers = newKeys();

    PublicKey publicKey() {
        return keys.getPublic();
    }

    /** @param audience the service that the token is for */
    String token(Identity identity, String audience, Instant issued, Instant expiry) {
        String header = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"stand-in\"}";
        String claims = "{\"aud\":\"" + audience + "\",\"iss\":\"https://sts.windows.net/" + identity.tenant()
                + "/\",\"iat\":" + issued.getEpochSecond() + ",\"nbf\":" + issued.getEpochSecond() + ",\"exp\":"
                + expiry.getEpochSecond() + ",\"appid\":\"" + identity.clientId() + "\",\"idtyp\":\"app\",\"oid\":\""
                + identity.objectId() + "\",\"tid\":\"" + identity.tenant() + "\",\"uti\":\"" + UUID.randomUUID()
                + "\",\"ver\":\"1.0\"}";
        String signed =
                base64(header.getBytes(StandardCharsets.UTF_8)) + '.' + base64(claims.getBytes(StandardCharsets.UTF_8));
        KeyPair signer = identity.trouble() == Identity.Trouble.FORGED ? strangers : keys;
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(signer.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + '.' + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
