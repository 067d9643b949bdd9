// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a refused client certificate from a broken network. With TLS 1.3 the server judges the certificate after our side
 * of the handshake is done; it sends an alert and closes, and closing may overtake the alert, since our first message is
 * on its way then. So the connection's end before the first byte is put down to the certificate, where one was sent.
 */
final class RefusedCertificateFilter extends FilterInputStream {
    private final BooleanSupplier certificateSent;
    private boolean answered;

    RefusedCertificateFilter(InputStream in, BooleanSupplier certificateSent) {
        super(in);
        this.certificateSent = certificateSent;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (answered) {
            return in.read(bytes, offset, length);
        }
        try {
            int count = in.read(bytes, offset, length);
            if (count < 0 && certificateSent.getAsBoolean()) {
                throw refused(null);
            }
            answered = count > 0;
            return count;
        } catch (SocketException e) {
            throw certificateSent.getAsBoolean() ? refused(e) : e;
        }
    }

    private static SSLHandshakeException refused(@Nullable SocketException cause) {
        // Ends with the alert's name, as the JDK's own messages do.
        SSLHandshakeException failure =
                new SSLHandshakeException("closed without an alert, as if it were bad_certificate");
        failure.initCause(cause);
        return failure;
    }
}
