// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/** Hands the driver the connection to an instance's proxy. Named to it by its {@code socketFactory} property, so public. */
public final class InstanceSocketFactory extends SocketFactory {
    /** The driver property that says which proxy; the driver leaves what it does not know. */
    static final String KEY = "pgmi.google.proxy";

    private static final Map<String, InstanceProxy> OFFERED = new ConcurrentHashMap<>();

    private final InstanceProxy proxy;

    /** The constructor that the driver looks for. */
    public InstanceSocketFactory(Properties properties) {
        InstanceProxy offered = OFFERED.remove(properties.getProperty(KEY, ""));
        if (offered == null) {
            throw new IllegalStateException("each connection needs credentials of its own");
        }
        proxy = offered;
    }

    static void offer(String key, InstanceProxy proxy) {
        OFFERED.put(key, proxy);
    }

    static void withdraw(String key) {
        OFFERED.remove(key);
    }

    @Override
    public Socket createSocket() throws IOException {
        return proxy.take();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return proxy.take();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return proxy.take();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return proxy.take();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return proxy.take();
    }
}
