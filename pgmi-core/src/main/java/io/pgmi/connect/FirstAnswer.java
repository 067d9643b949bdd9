// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a refused client certificate from a broken network. With TLS 1.3 the server judges the certificate after our side
 * of the handshake is done; it sends an alert and closes, and closing may overtake the alert, since our first message is
 * on its way then. So the connection's end before the server's first byte is put down to the certificate, where one was
 * sent.
 */
final class FirstAnswer {
    private final BooleanSupplier certificateSent;
    private volatile boolean received;

    FirstAnswer(BooleanSupplier certificateSent) {
        this.certificateSent = certificateSent;
    }

    /** A lost connection in the eyes of who sent a certificate before. */
    IOException explain(SocketException failure) {
        return !received && certificateSent.getAsBoolean() ? refusal(failure) : failure;
    }

    InputStream from(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    int count = in.read(bytes, offset, length);
                    if (count < 0 && !received && certificateSent.getAsBoolean()) {
                        throw refusal(null);
                    }
                    if (count > 0) {
                        received = true;
                    }
                    return count;
                } catch (SocketException e) {
                    throw explain(e);
                }
            }
        };
    }

    OutputStream to(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (SocketException e) {
                    throw explain(e);
                }
            }
        };
    }

    private static SSLHandshakeException refusal(@Nullable SocketException cause) {
        // Ends with an alert's name, as the JDK's own messages do.
        SSLHandshakeException failure =
                new SSLHandshakeException("closed without an alert, which mostly stands for bad_certificate");
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }
}
