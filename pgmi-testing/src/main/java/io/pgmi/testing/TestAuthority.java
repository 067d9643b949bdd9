// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Issues certificates, for a test's own servers and users. */
public final class TestAuthority {
    private static final AtomicLong SERIAL = new AtomicLong(1);

    /**
     * A certificate and its key.
     *
     * @param chain the certificate, then those of the authorities in between
     */
    public record Issued(PrivateKey key, List<X509Certificate> chain) {
        /** PEM of the certificate alone. */
        public String certificate() {
            return pem(chain.get(0));
        }

        public String wholeChain() {
            StringBuilder all = new StringBuilder();
            chain.forEach(one -> all.append(pem(one)));
            return all.toString();
        }

        public String privateKey() {
            return pem("PRIVATE KEY", key.getEncoded());
        }

        /** For a server that shows this certificate and asks for none. */
        public SSLContext serverContext() {
            return context(new TrustManager[0]);
        }

        /** For a server that shows this certificate and asks for one, which {@code clients} check. */
        public SSLContext context(TrustManager[] clients) {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("server", key, new char[0], chain.toArray(new X509Certificate[0]));
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, new char[0]);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys.getKeyManagers(), clients, null);
                return context;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final KeyPair keys = newKeys();
    private final X509Certificate certificate;
    private final @Nullable TestAuthority issuer;

    /** With a certificate signed by itself. */
    public TestAuthority(String name) {
        issuer = null;
        certificate = sign(
                name, keys.getPublic(), name, keys.getPrivate(), Instant.now(), Duration.ofDays(2), true, List.of());
    }

    private TestAuthority(String name, TestAuthority issuer) {
        this.issuer = issuer;
        certificate = issuer.signed(name, keys.getPublic(), Instant.now(), true, List.of());
    }

    public TestAuthority intermediate(String name) {
        return new TestAuthority(name, this);
    }

    public String pem() {
        return pem(certificate);
    }

    /** Writes the authority's certificate to a file. */
    public Path file(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "root", ".crt");
        return Files.writeString(file, pem(), StandardCharsets.US_ASCII);
    }

    /** Writes a PKCS#12 store with the authority's certificate, for {@code -Djavax.net.ssl.trustStore}. */
    public Path trustStore(Path file, String password) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", certificate);
            store.store(out, password.toCharArray());
            return file;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For a server, valid now. */
    public Issued server(String name, GeneralName... alternatives) {
        return issue(name, Instant.now(), alternatives);
    }

    public Issued issue(String name, Instant aroundThen, GeneralName... alternatives) {
        KeyPair own = newKeys();
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(signed(name, own.getPublic(), aroundThen, false, List.of(alternatives)));
        for (TestAuthority at = this; at.issuer != null; at = at.issuer) {
            chain.add(at.certificate);
        }
        return new Issued(own.getPrivate(), chain);
    }

    /** For a key that somebody else made, valid now: PEM of the certificate. */
    public String certify(String name, PublicKey key) {
        return pem(signed(name, key, Instant.now(), false, List.of()));
    }

    private X509Certificate signed(
            String name, PublicKey own, Instant around, boolean authority, List<GeneralName> alternatives) {
        String issuerName = certificate.getSubjectX500Principal().getName().substring("CN=".length());
        return sign(name, own, issuerName, keys.getPrivate(), around, Duration.ofDays(1), authority, alternatives);
    }

    private static X509Certificate sign(
            String name,
            PublicKey own,
            String issuerName,
            PrivateKey issuerKey,
            Instant around,
            Duration margin,
            boolean authority,
            List<GeneralName> alternatives) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + issuerName),
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(around.minus(margin)),
                    Date.from(around.plus(margin)),
                    new X500Name("CN=" + name),
                    own);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!alternatives.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(alternatives.toArray(new GeneralName[0])));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
