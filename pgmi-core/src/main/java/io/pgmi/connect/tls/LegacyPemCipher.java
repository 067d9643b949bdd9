// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import io.pgmi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption named in a PEM header: {@code DEK-Info: AES-256-CBC,hex} (RFC 1423; the key by OpenSSL's EVP_BytesToKey with
 * MD5, one round, the vector's first eight bytes as salt). OpenSSL up to 1.1 and {@code ssh-keygen -m PEM} write it.
 */
final class LegacyPemCipher {
    private LegacyPemCipher() {}

    /**
     * The key's bytes.
     *
     * @throws UnsupportedKeyException for a cipher other than DES, DES-EDE3 and AES in CBC mode
     * @throws GeneralSecurityException when the passphrase is wrong; about one wrong passphrase in 256 gives rubbish instead
     */
    static byte[] decrypt(Pem block, String dekInfo, Secret passphrase) throws GeneralSecurityException {
        int comma = dekInfo.indexOf(',');
        String name = dekInfo.substring(0, Math.max(comma, 0)).strip().toUpperCase(Locale.ROOT);
        String transformation =
                switch (name) {
                    case "DES-CBC" -> "DES";
                    case "DES-EDE3-CBC" -> "DESede";
                    case "AES-128-CBC", "AES-192-CBC", "AES-256-CBC" -> "AES";
                    default -> throw new UnsupportedKeyException("is encrypted with " + dekInfo.split(",", 2)[0]);
                };
        int keyLength =
                switch (name) {
                    case "DES-CBC" -> 8;
                    case "AES-128-CBC" -> 16;
                    case "AES-256-CBC" -> 32;
                    default -> 24;
                };
        byte[] vector;
        try {
            vector = HexFormat.of().parseHex(dekInfo.substring(comma + 1).strip());
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("its DEK-Info is not hexadecimal", e);
        }
        Cipher cipher = Cipher.getInstance(transformation + "/CBC/PKCS5Padding");
        byte[] key = key(passphrase.reveal().getBytes(StandardCharsets.UTF_8), vector, keyLength);
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, transformation), new IvParameterSpec(vector));
        return cipher.doFinal(block.content());
    }

    private static byte[] key(byte[] passphrase, byte[] vector, int length) throws GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] key = new byte[0];
        byte[] round = new byte[0];
        while (key.length < length) {
            md5.update(round);
            md5.update(passphrase);
            md5.update(vector, 0, Math.min(8, vector.length));
            round = md5.digest();
            int filled = key.length;
            key = Arrays.copyOf(key, filled + round.length);
            System.arraycopy(round, 0, key, filled, round.length);
        }
        return Arrays.copyOf(key, length);
    }
}
