// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import io.pgmi.PgmiException;
import io.pgmi.Secret;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who we are to the server: a private key and the certificate that belongs to it.
 *
 * @param chain ours first, then those of the authorities in between
 */
public record ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
    public ClientIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both files; one of them alone is enough when it is PKCS#12.
     *
     * @param passphrase of the key; not looked at when the key is not encrypted
     * @throws PgmiException (INVALID_CONFIGURATION) for whatever is wrong with either, or when they do not belong together
     */
    public static ClientIdentity read(
            @Nullable TlsFile certificate, @Nullable TlsFile key, @Nullable Secret passphrase) {
        byte[] keyContent = key == null ? new byte[0] : key.read();
        if (key != null && Pkcs12.looksLikeIt(keyContent)) {
            ClientIdentity both = Pkcs12.read(key, keyContent, passphrase);
            byte[] content = certificate == null ? keyContent : certificate.read();
            return certificate == null || Pkcs12.looksLikeIt(content)
                    ? both
                    : matching(both.key(), key, Certificates.read(certificate, content), certificate);
        }
        if (certificate == null) {
            throw new IllegalArgumentException("neither a certificate nor a PKCS#12 file");
        }
        byte[] content = certificate.read();
        if (key == null) {
            return Pkcs12.read(certificate, content, passphrase);
        }
        List<X509Certificate> chain = Pkcs12.looksLikeIt(content)
                ? Pkcs12.read(certificate, content, passphrase).chain()
                : Certificates.read(certificate, content);
        return matching(PrivateKeyReader.read(key, keyContent, passphrase), key, chain, certificate);
    }

    /** Whether this file brings key and certificate by itself; false when it cannot be read. */
    public static boolean isPkcs12(TlsFile file) {
        try {
            return Pkcs12.looksLikeIt(file.read());
        } catch (PgmiException e) {
            return false;
        }
    }

    private static ClientIdentity matching(
            PrivateKey key, TlsFile keyFile, List<X509Certificate> chain, TlsFile certificateFile) {
        X509Certificate own = chain.get(0);
        if (!belongs(key, own.getPublicKey())) {
            throw keyFile.problem("does not belong to " + certificateFile + ", which is "
                    + own.getSubjectX500Principal()
                    + ". Name the key that the certificate was made for; the first certificate of "
                    + "the file must be the client's own.");
        }
        return new ClientIdentity(key, chain);
    }

    private static boolean belongs(PrivateKey key, PublicKey other) {
        if (key instanceof RSAKey ours && other instanceof RSAKey theirs) {
            return ours.getModulus().equals(theirs.getModulus());
        }
        if (!key.getAlgorithm().equals(other.getAlgorithm())) {
            return false;
        }
        try {
            byte[] text = {1, 2, 3};
            Signature signature =
                    Signature.getInstance(key.getAlgorithm().equals("EdDSA") ? "EdDSA" : "SHA256withECDSA");
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The certificate's names only. */
    @Override
    public String toString() {
        return "ClientIdentity[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
