// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import io.pgmi.PgmiException;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whether the server's certificate comes from someone we trust. Its name is another question: {@link ServerName}. */
public final class ServerTrust extends X509ExtendedTrustManager {
    private final String roots;
    private final @Nullable X509ExtendedTrustManager verifier;

    private ServerTrust(String roots, @Nullable X509ExtendedTrustManager verifier) {
        this.roots = roots;
        this.verifier = verifier;
    }

    /** Encrypts with whoever answers. */
    public static ServerTrust inAnybody() {
        return new ServerTrust("", null);
    }

    /** In whom this JVM trusts for https, which {@code -Djavax.net.ssl.trustStore} can change. */
    public static ServerTrust inSystem() {
        return new ServerTrust("the JVM's trust store", verifier(null));
    }

    /**
     * In the certificates of a file: authorities, or the server's own.
     *
     * @throws PgmiException (INVALID_CONFIGURATION) when there are none
     */
    public static ServerTrust in(TlsFile file) {
        List<X509Certificate> certificates = Certificates.read(file, file.read());
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("root" + i, certificates.get(i));
            }
            return new ServerTrust("'" + file.name() + "'", verifier(store));
        } catch (GeneralSecurityException | IOException e) {
            throw file.problem("cannot be used as a list of trusted certificates: " + e.getMessage() + ".");
        }
    }

    private static X509ExtendedTrustManager verifier(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PKIX", e);
        }
    }

    /**
     * Explains itself by type: {@link CertificateExpiredException} and {@link CertificateNotYetValidException}, also for a
     * certificate of the chain; else a CertificateException that names issuer and root file.
     */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        if (verifier == null) {
            return;
        }
        // A server's own certificate among the roots would be taken by the JDK whatever its date.
        checkDate(chain[0]);
        try {
            verifier.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            for (Throwable at = e; at != null; at = at.getCause()) {
                if (at instanceof CertificateExpiredException || at instanceof CertificateNotYetValidException) {
                    for (X509Certificate certificate : chain) {
                        checkDate(certificate);
                    }
                }
            }
            X509Certificate last = chain[chain.length - 1];
            throw new CertificateException(
                    "the server's certificate (" + chain[0].getSubjectX500Principal() + ") is issued by "
                            + last.getIssuerX500Principal() + ", which " + roots + " does not vouch for ("
                            + e.getMessage()
                            + ")",
                    e);
        }
    }

    private static void checkDate(X509Certificate certificate) throws CertificateException {
        String whose = "the server's certificate (" + certificate.getSubjectX500Principal() + ") ";
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw explained(
                    new CertificateExpiredException(
                            whose + "expired on " + certificate.getNotAfter().toInstant()),
                    e);
        } catch (CertificateNotYetValidException e) {
            throw explained(
                    new CertificateNotYetValidException(whose + "is not valid before "
                            + certificate.getNotBefore().toInstant()),
                    e);
        }
    }

    private static CertificateException explained(CertificateException ours, CertificateException jdks) {
        ours.initCause(jdks);
        return ours;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checkServerTrusted(chain, authType, (Socket) null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType, (Socket) null);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no server here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("no server here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("no server here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
