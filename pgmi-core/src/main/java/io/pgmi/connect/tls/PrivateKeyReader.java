// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import io.pgmi.PgmiException;
import io.pgmi.Secret;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a private key in any form that OpenSSL and ssh-keygen -m write: PKCS#1 (RFC 8017), SEC1 (RFC 5915) and PKCS#8 (RFC
 * 5958), PEM or DER, RSA or EC, encrypted or not. The content decides, not the file's name. Never asks anybody.
 */
final class PrivateKeyReader {
    private static final byte[] RSA_ALGORITHM =
            Der.write(Der.SEQUENCE, bytes(0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1), bytes(0x05, 0));
    private static final byte[] EC_PUBLIC_KEY = bytes(0x06, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1);
    private static final byte[] VERSION_0 = bytes(0x02, 1, 0);

    private final TlsFile file;
    private final @Nullable Secret passphrase;
    private boolean encrypted;

    private PrivateKeyReader(TlsFile file, @Nullable Secret passphrase) {
        this.file = file;
        this.passphrase = passphrase;
    }

    /**
     * The key; a passphrase is not looked at where the key is not encrypted.
     *
     * @throws PgmiException (INVALID_CONFIGURATION) for what is no key, needs a passphrase or another one, or is in a form
     *     that the JDK cannot use; the message has the command that converts it
     */
    static PrivateKey read(TlsFile file, byte[] content, @Nullable Secret passphrase) {
        return new PrivateKeyReader(file, passphrase).read(content);
    }

    private PrivateKey read(byte[] content) {
        try {
            return toKey(Pem.looksLikeIt(content) ? ofPem(Pem.blocks(content)) : ofDer(content));
        } catch (UnsupportedKeyException e) {
            throw file.problem(e.getMessage() + ". Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in " + file.name()
                    + " -out new.key");
        } catch (GeneralSecurityException e) {
            throw encrypted
                    ? file.problem(
                            "cannot be decrypted: the passphrase is wrong (or the file damaged). Correct it in settings.xml "
                                    + "(<passphrase> of the server), $PGSSLPASSWORD or the connection string's sslpassword.")
                    : file.problem("is not a private key, or it is damaged: " + e.getMessage()
                            + ". Name a key in PEM (PKCS#1, SEC1 or PKCS#8), DER or PKCS#12.");
        }
    }

    /** In unencrypted PKCS#8. */
    private byte[] ofPem(List<Pem> blocks) throws GeneralSecurityException {
        Pem block = blocks.stream()
                .filter(Pem::isPrivateKey)
                .findFirst()
                .orElseThrow(() -> file.problem("holds no private key, but "
                        + blocks.stream().map(Pem::label).distinct().collect(Collectors.joining(", "))
                        + ". Name the file that begins with -----BEGIN … PRIVATE KEY-----."));
        String dekInfo = block.headers().get("DEK-Info");
        byte[] content = dekInfo == null ? block.content() : LegacyPemCipher.decrypt(block, dekInfo, passphrase());
        return switch (block.label()) {
            case "PRIVATE KEY" -> content;
            case "ENCRYPTED PRIVATE KEY" -> Pkcs8Cipher.decrypt(content, passphrase());
            case "RSA PRIVATE KEY" -> ofPkcs1(content);
            case "EC PRIVATE KEY" -> ofSec1(content);
            case "OPENSSH PRIVATE KEY" ->
                throw file.problem("is in OpenSSH's own format, which is not for TLS. Convert it, in place: "
                        + "ssh-keygen -p -m PKCS8 -f " + file.name());
            default -> throw unusable(block.label());
        };
    }

    private byte[] ofDer(byte[] content) throws GeneralSecurityException {
        Der der = new Der(content).sequence();
        if (der.isNext(Der.SEQUENCE)) {
            // EncryptedPrivateKeyInfo, or a certificate: that has a sequence again as its first element.
            if (der.sequence().isNext(Der.OID)) {
                return Pkcs8Cipher.decrypt(content, passphrase());
            }
            throw file.problem("is a certificate, not a private key. Name the key that belongs to it.");
        }
        BigInteger version = der.integer();
        if (der.isNext(Der.SEQUENCE)) {
            return content;
        }
        return der.isNext(Der.OCTET_STRING) && version.equals(BigInteger.ONE) ? ofSec1(content) : ofPkcs1(content);
    }

    private static byte[] ofPkcs1(byte[] key) {
        return Der.write(Der.SEQUENCE, VERSION_0, RSA_ALGORITHM, Der.write(Der.OCTET_STRING, key));
    }

    private byte[] ofSec1(byte[] key) throws GeneralSecurityException {
        Der der = new Der(key).sequence();
        der.integer();
        der.read(Der.OCTET_STRING);
        Der parameters = new Der(der.isNext(Der.CONTEXT_0) ? der.read(Der.CONTEXT_0) : new byte[0]);
        if (!parameters.isNext(Der.OID)) {
            throw unnamedCurve();
        }
        byte[] curve = Der.write(Der.OID, parameters.read(Der.OID));
        return Der.write(
                Der.SEQUENCE,
                VERSION_0,
                Der.write(Der.SEQUENCE, EC_PUBLIC_KEY, curve),
                Der.write(Der.OCTET_STRING, key));
    }

    private PrivateKey toKey(byte[] pkcs8) throws GeneralSecurityException {
        Der der = new Der(pkcs8).sequence();
        der.integer();
        Der algorithm = der.sequence();
        String oid = algorithm.oid();
        String name =
                switch (oid) {
                    case "1.2.840.113549.1.1.1" -> "RSA";
                    case "1.2.840.113549.1.1.10" -> "RSASSA-PSS";
                    case "1.2.840.10045.2.1" -> "EC";
                    case "1.3.101.112", "1.3.101.113" -> "EdDSA";
                    case "1.3.101.110" -> throw unusable("X25519");
                    case "1.2.840.10040.4.1" -> throw unusable("DSA");
                    default -> throw unusable(oid);
                };
        if (name.equals("EC")) {
            if (!algorithm.isNext(Der.OID)) {
                throw unnamedCurve();
            }
            String curve = algorithm.oid();
            if (!List.of("1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35").contains(curve)) {
                throw unusable("EC (curve " + curve + ")");
            }
        }
        return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private PgmiException unnamedCurve() {
        return file.problem(
                "does not name its curve, which Java wants. Convert it: openssl ec -param_enc named_curve -in "
                        + file.name() + " -out new.key");
    }

    private PgmiException unusable(String algorithm) {
        return file.problem("is a key for " + algorithm
                + ", which Java's TLS does not use for client certificates. Make an RSA key, or an EC "
                + "key for P-256, P-384 or P-521, and have a certificate issued for it: openssl genpkey -algorithm EC "
                + "-pkeyopt ec_paramgen_curve:P-256 -out new.key");
    }

    /** Called where one is needed. */
    private Secret passphrase() {
        if (passphrase == null || passphrase.reveal().isEmpty()) {
            throw file.problem(
                    "is encrypted and no passphrase is given. Give it in settings.xml (<passphrase> of the server), "
                            + "$PGSSLPASSWORD or the connection string's sslpassword; a build never asks for it.");
        }
        encrypted = true;
        return passphrase;
    }

    private static byte[] bytes(int... values) {
        byte[] result = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (byte) values[i];
        }
        return result;
    }
}
