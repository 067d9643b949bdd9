// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One block of a PEM file (RFC 7468), with the headers of its elder form (RFC 1421).
 *
 * @param label {@code CERTIFICATE}, {@code RSA PRIVATE KEY}
 * @param headers {@code Proc-Type} and {@code DEK-Info} of a key encrypted in the legacy form; names in any case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pem(String label, Map<String, String> headers, byte[] content) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    /** UTF-8's, as editors on Windows write it. */
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    /** The last is OpenSSL's, with remarks behind the certificate. */
    private static final Set<String> CERTIFICATES = Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");

    static boolean looksLikeIt(byte[] content) {
        return text(content).contains(BEGIN);
    }

    /**
     * All blocks in the order of the file; text between them is left out, as OpenSSL does.
     *
     * @throws GeneralSecurityException for a block without end or with something else than Base64 in it
     */
    static List<Pem> blocks(byte[] content) throws GeneralSecurityException {
        List<Pem> blocks = new ArrayList<>();
        List<String> lines = text(content).lines().map(String::strip).toList();
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                String label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                int end = at + 1;
                while (end < lines.size() && !lines.get(end).equals("-----END " + label + DASHES)) {
                    end++;
                }
                if (end == lines.size()) {
                    throw new GeneralSecurityException("the line -----END " + label + "----- is missing");
                }
                blocks.add(block(label, lines.subList(at + 1, end)));
                at = end;
            }
        }
        return blocks;
    }

    private static Pem block(String label, List<String> lines) throws GeneralSecurityException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        StringBuilder base64 = new StringBuilder();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            } else {
                base64.append(line);
            }
        }
        try {
            return new Pem(label, headers, Base64.getDecoder().decode(base64.toString()));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("what stands below -----BEGIN " + label + "----- is not Base64", e);
        }
    }

    boolean isPrivateKey() {
        return label.toUpperCase(Locale.ROOT).endsWith("PRIVATE KEY");
    }

    boolean isCertificate() {
        return CERTIFICATES.contains(label);
    }

    private static String text(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    /** Without the content, which may be a key. */
    @Override
    public String toString() {
        return label;
    }
}
