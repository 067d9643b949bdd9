// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import io.pgmi.PgmiException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the certificates of a PEM file in their order, or the one of a DER file. */
final class Certificates {
    private Certificates() {}

    /**
     * At least one.
     *
     * @throws PgmiException (INVALID_CONFIGURATION) where there is none or one is damaged
     */
    static List<X509Certificate> read(TlsFile file, byte[] content) {
        try {
            if (!Pem.looksLikeIt(content)) {
                return List.of(certificate(content));
            }
            List<Pem> blocks = Pem.blocks(content);
            List<X509Certificate> certificates = new ArrayList<>();
            for (Pem block : blocks) {
                if (block.isCertificate()) {
                    certificates.add(certificate(block.content()));
                }
            }
            if (certificates.isEmpty()) {
                throw file.problem("holds no certificate, but "
                        + blocks.stream().map(Pem::label).distinct().collect(Collectors.joining(", "))
                        + ". Name the file that begins with -----BEGIN CERTIFICATE-----.");
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            if (String.valueOf(e.getMessage()).contains("named ECParameters")) { // the JDK's text, never translated
                throw file.problem(
                        "is a certificate whose key does not name its curve, which Java wants. Have it issued"
                                + " anew for a key that does: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"
                                + " -out new.key");
            }
            throw file.problem("is not a certificate, or it is damaged: " + e.getMessage()
                    + ". Name a file in PEM (-----BEGIN CERTIFICATE-----) or DER.");
        }
    }

    private static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
