// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.SocketFactory;

/** Knows from its properties where to connect to, and hands out sockets that are connected, as Google's does. */
public final class ExampleSocketFactory extends SocketFactory {
    private final String host;
    private final int port;

    public ExampleSocketFactory(Properties properties) {
        host = properties.getProperty("example.host");
        port = Integer.parseInt(properties.getProperty("example.port"));
    }

    @Override
    public Socket createSocket() throws IOException {
        return new Socket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
