// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets whose session has the server's own defaults: see {@link StartupMessageFilter}. Named to the driver by its
 * {@code socketFactory} property, therefore public.
 */
public final class PlainSocketFactory extends SocketFactory {
    @Override
    public Socket createSocket() {
        return new FilteredSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw connectedSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw connectedSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw connectedSocket();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw connectedSocket();
    }

    /** The driver connects its sockets itself, with its own timeout. */
    private static IOException connectedSocket() {
        return new IOException("only unconnected sockets are made here");
    }

    private static final class FilteredSocket extends Socket {
        private volatile boolean started;
        private @Nullable InputStream input;
        private @Nullable OutputStream output;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (input == null) {
                input = new DateStyleReportFilter(super.getInputStream(), () -> started);
            }
            return input;
        }

        @Override
        public synchronized OutputStream getOutputStream() throws IOException {
            if (output == null) {
                output = new StartupMessageFilter(super.getOutputStream(), () -> started = true);
            }
            return output;
        }
    }
}
