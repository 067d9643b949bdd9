// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import io.pgmi.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encryption of PKCS#8 keys (RFC 5958, EncryptedPrivateKeyInfo). PBES2 (RFC 8018), what OpenSSL 3 writes, is put together
 * here from the JDK's HMACs and CBC ciphers, since the JDK's own knows neither AES-192 nor triple DES and takes ASCII
 * passphrases only; the elder schemes are the JDK's.
 */
final class Pkcs8Cipher {
    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final String PBKDF2 = "1.2.840.113549.1.5.12";
    private static final String SCRYPT = "1.3.6.1.4.1.11591.4.11";
    private static final Map<String, String> HASHES = Map.of(
            "1.2.840.113549.2.6", "MD5",
            "1.2.840.113549.2.7", "SHA1",
            "1.2.840.113549.2.8", "SHA224",
            "1.2.840.113549.2.9", "SHA256",
            "1.2.840.113549.2.10", "SHA384",
            "1.2.840.113549.2.11", "SHA512",
            "1.2.840.113549.2.12", "SHA512/224",
            "1.2.840.113549.2.13", "SHA512/256");
    /** More would be an attack on the build, not a protection of the key. */
    private static final int MOST_ITERATIONS = 50_000_000;

    private record BlockCipher(String name, int keyBytes) {}

    private static final Map<String, BlockCipher> CIPHERS = Map.of(
            "2.16.840.1.101.3.4.1.2", new BlockCipher("AES", 16),
            "2.16.840.1.101.3.4.1.22", new BlockCipher("AES", 24),
            "2.16.840.1.101.3.4.1.42", new BlockCipher("AES", 32),
            "1.2.840.113549.3.7", new BlockCipher("DESede", 24),
            "1.3.14.3.2.7", new BlockCipher("DES", 8));

    private Pkcs8Cipher() {}

    /**
     * The key in unencrypted PKCS#8.
     *
     * @throws UnsupportedKeyException for a scheme that the JDK does not have
     * @throws GeneralSecurityException when the passphrase is wrong or the file damaged
     */
    static byte[] decrypt(byte[] encrypted, Secret passphrase) throws GeneralSecurityException {
        Der info = new Der(encrypted).sequence();
        Der algorithm = info.sequence();
        String scheme = algorithm.oid();
        if (!scheme.equals(PBES2)) {
            return decryptByJdk(encrypted, scheme, passphrase);
        }
        Der parameters = algorithm.sequence();
        Der derivation = parameters.sequence();
        Der encryption = parameters.sequence();
        BlockCipher block = cipher(encryption.oid());
        SecretKey key = derive(derivation, block, passphrase);
        Cipher cipher = Cipher.getInstance(block.name() + "/CBC/PKCS5Padding");
        cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(encryption.read(Der.OCTET_STRING)));
        return cipher.doFinal(info.read(Der.OCTET_STRING));
    }

    private static BlockCipher cipher(String oid) throws UnsupportedKeyException {
        @Nullable BlockCipher known = CIPHERS.get(oid);
        if (known == null) {
            throw new UnsupportedKeyException("is encrypted with a cipher that is not known here (" + oid + ")");
        }
        return known;
    }

    private static SecretKey derive(Der function, BlockCipher block, Secret passphrase)
            throws GeneralSecurityException {
        String name = function.oid();
        if (!name.equals(PBKDF2)) {
            throw new UnsupportedKeyException(
                    name.equals(SCRYPT)
                            ? "is encrypted with scrypt, which Java does not have"
                            : "is encrypted with a key derivation that is not known here (" + name + ")");
        }
        Der parameters = function.sequence();
        byte[] salt = parameters.read(Der.OCTET_STRING);
        int iterations = parameters
                .integer()
                .min(java.math.BigInteger.valueOf(MOST_ITERATIONS))
                .intValue();
        if (parameters.isNext(Der.INTEGER)) {
            parameters.integer(); // the key's length, which the cipher says too
        }
        String hash = parameters.isNext(Der.SEQUENCE)
                ? HASHES.get(parameters.sequence().oid())
                : "SHA1";
        if (hash == null) {
            throw new UnsupportedKeyException("is encrypted with a hash function that is not known here");
        }
        if (salt.length == 0 || iterations < 1 || passphrase.reveal().isEmpty()) {
            throw new GeneralSecurityException("no salt, no iterations or no passphrase");
        }
        Mac mac = Mac.getInstance("Hmac" + hash);
        mac.init(new SecretKeySpec(passphrase.reveal().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
        return new SecretKeySpec(pbkdf2(mac, salt, iterations, block.keyBytes()), block.name());
    }

    /** RFC 8018, section 5.2; the JDK has its own for five of the hash functions only. */
    private static byte[] pbkdf2(Mac mac, byte[] salt, int iterations, int length) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        for (int number = 1; key.size() < length; number++) {
            mac.update(salt);
            byte[] round = mac.doFinal(
                    ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
            byte[] sum = round.clone();
            for (int i = 1; i < iterations; i++) {
                round = mac.doFinal(round);
                for (int at = 0; at < sum.length; at++) {
                    sum[at] ^= round[at];
                }
            }
            key.writeBytes(sum);
        }
        return Arrays.copyOf(key.toByteArray(), length);
    }

    private static byte[] decryptByJdk(byte[] encrypted, String scheme, Secret passphrase)
            throws GeneralSecurityException {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            SecretKey key = SecretKeyFactory.getInstance(info.getAlgName())
                    .generateSecret(new PBEKeySpec(passphrase.reveal().toCharArray()));
            Cipher cipher = Cipher.getInstance(info.getAlgName());
            cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
            return cipher.doFinal(info.getEncryptedData());
        } catch (NoSuchAlgorithmException e) {
            throw new UnsupportedKeyException("is encrypted by a scheme that Java does not have (" + scheme + ")");
        } catch (IOException e) {
            throw new GeneralSecurityException("its encryption is not described as it should be", e);
        }
    }
}
