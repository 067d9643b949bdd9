// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.connect.tls.TlsFile;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Says why TLS could not be set up. Alerts (RFC 8446, section 6) are known by their names, which the JDK's messages end
 * with in every language.
 */
final class TlsFailure {
    private static final Set<String> CERTIFICATE_ALERTS = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied",
            "decrypt_error",
            "certificate_required");
    private static final Set<String> VERSION_ALERTS =
            Set.of("protocol_version", "handshake_failure", "insufficient_security");

    private final SSLException failure;
    private final Tls tls;
    private final TlsFiles files;
    private final String alert;

    private TlsFailure(SSLException failure, Tls tls, TlsFiles files) {
        this.failure = failure;
        this.tls = tls;
        this.files = files;
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        this.alert = message.substring(message.lastIndexOf(' ') + 1);
    }

    /** Null where TLS is not to blame. */
    static @Nullable TlsFailure of(SQLException failure, Tls tls, TlsFiles files) {
        SSLException cause = Faults.cause(failure, SSLException.class);
        return cause == null ? null : new TlsFailure(cause, tls, files);
    }

    /** One sentence. */
    String cause() {
        if (failure instanceof SSLPeerUnverifiedException) {
            return failure.getMessage() + ".";
        }
        CertificateException trust = Faults.cause(failure, CertificateException.class);
        if (trust != null) {
            return trust.getMessage() + ".";
        }
        if (CERTIFICATE_ALERTS.contains(alert)) {
            if (tls.ofProvider()) {
                return "the server refuses the auth provider's client certificate (TLS: " + failure.getMessage() + ").";
            }
            TlsFile own = files.identityFile();
            return own == null
                    ? "the server requires a client certificate, and none is given (TLS alert " + alert + ")."
                    : "the server refuses the client certificate " + own + " (TLS: " + failure.getMessage() + ").";
        }
        if (isVersion()) {
            return "the server and Java have no TLS version or cipher in common (" + failure.getMessage() + ").";
        }
        return "TLS could not be set up (" + failure.getMessage() + ").";
    }

    private boolean isVersion() {
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        return VERSION_ALERTS.contains(alert) || message.contains("protocol version");
    }

    String remedy() {
        if (failure instanceof SSLPeerUnverifiedException) {
            return "Connect by a name that it is for, have the server's certificate issued for this one (subjectAltName), or, if it "
                    + "is enough to know the issuer, set sslMode=verify-ca (sslMode is " + mode() + ").";
        }
        if (Faults.cause(failure, CertificateExpiredException.class) != null) {
            return "Have it renewed on the server (ssl_cert_file), and check this machine's clock.";
        }
        if (Faults.cause(failure, CertificateNotYetValidException.class) != null) {
            return "Check the clocks of this machine and of whoever issued it.";
        }
        if (Faults.cause(failure, CertificateException.class) != null) {
            return "Check that this is the right server, and give its issuer's certificate with sslRootCert (now "
                    + files.root()
                    + "); if the server leaves out an intermediate certificate, add that to its ssl_cert_file.";
        }
        if (CERTIFICATE_ALERTS.contains(alert)) {
            return clientCertificateRemedy();
        }
        if (isVersion()) {
            return "Look at ssl_min_protocol_version, ssl_max_protocol_version and ssl_ciphers of the server; Java has TLS 1.2 and "
                    + "1.3, and jdk.tls.disabledAlgorithms in its java.security says what it refuses.";
        }
        return "Check that nothing between here and the server meddles with TLS (sslMode is " + mode() + ").";
    }

    private String clientCertificateRemedy() {
        if (tls.ofProvider()) {
            return "Try again, and check this machine's clock.";
        }
        if (!files.hasIdentity()) {
            return "Give one with sslCert and sslKey, issued by an authority of the server's ssl_ca_file.";
        }
        return switch (alert) {
            case "certificate_expired" -> "It has expired: have a new one issued.";
            case "certificate_revoked" -> "It was revoked: have a new one issued.";
            default ->
                "It must be issued by an authority of the server's ssl_ca_file, and the file must hold the intermediate "
                        + "certificates, if any, after it.";
        };
    }

    private String mode() {
        return tls.mode().value().text() + ", " + tls.mode().whence();
    }
}
