// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import com.google.cloud.sql.core.ConnectionMetadata;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The proxy in front of an instance, which wants the certificate that the connector got. Dialled here and not by the
 * connector, which waits for as long as the operating system does.
 */
final class InstanceProxy implements AutoCloseable {
    /** Where all instances have it; the connector knows no other either. */
    private static final int PORT = 3307;

    private final InstanceName instance;
    private final InetSocketAddress address;
    private final SSLContext tls;
    private final Duration limit;
    private final AtomicReference<@Nullable Socket> ready = new AtomicReference<>();

    /** @param limit for TCP, and again for TLS */
    InstanceProxy(InstanceName instance, ConnectionMetadata found, Duration limit) {
        this.instance = instance;
        this.address = new InetSocketAddress(found.getPreferredIpAddress(), PORT);
        this.tls = found.getSslContext();
        this.limit = limit;
    }

    /**
     * Connects, for {@link #take}.
     *
     * @throws IOException when it does not answer
     * @throws PgmiException when it is not the instance's
     */
    void open() throws IOException {
        ready.set(dial());
    }

    /** The connection that is open already; after that, which is when a statement is cancelled, a new one. */
    Socket take() throws IOException {
        Socket socket = ready.getAndSet(null);
        return socket == null ? dial() : socket;
    }

    private Socket dial() throws IOException {
        int millis = (int) Math.max(1, Math.min(limit.toMillis(), Integer.MAX_VALUE));
        Socket socket = new Socket();
        try {
            socket.setKeepAlive(true);
            socket.setTcpNoDelay(true);
            socket.connect(address, millis);
        } catch (IOException e) {
            socket.close();
            throw new IOException(
                    "network: the proxy of " + instance + " at " + address.getHostString() + ":" + PORT
                            + " cannot be reached ("
                            + (e instanceof SocketTimeoutException
                                    ? "no answer within " + millis + " ms"
                                    : e.getMessage())
                            + "). Allow outgoing connections to TCP port " + PORT
                            + " there; an instance with a private address"
                            + " is reached from inside of its VPC network only.",
                    e);
        }
        try {
            SSLSocket encrypted =
                    (SSLSocket) tls.getSocketFactory().createSocket(socket, address.getHostString(), PORT, true);
            encrypted.setSoTimeout(millis);
            encrypted.startHandshake();
            encrypted.setSoTimeout(0);
            return encrypted;
        } catch (IOException e) {
            socket.close();
            throw handshakeFailure(e);
        }
    }

    private IOException handshakeFailure(IOException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof CertificateException) {
                throw new PgmiException(
                        Outcome.OTHER,
                        "network: who answers at " + address.getHostString() + ":" + PORT + " is not " + instance + ": "
                                + at.getMessage()
                                + ". Check that nothing between here and Google takes TLS connections apart;"
                                + " after a change of the instance's server certificate, try again.",
                        failure);
            }
        }
        return new IOException(
                "network: no TLS connection with the proxy of " + instance + " at " + address.getHostString() + ":"
                        + PORT + " (" + failure.getMessage()
                        + "). Check that nothing between here and Google meddles with TLS.",
                failure);
    }

    /** The connection that nobody took. */
    @Override
    public void close() {
        Socket socket = ready.getAndSet(null);
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // gone already
            }
        }
    }
}
