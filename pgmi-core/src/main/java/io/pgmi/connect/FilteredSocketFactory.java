// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.util.Properties;
import javax.net.SocketFactory;
import org.postgresql.PGProperty;
import org.postgresql.util.ObjectFactory;

/**
 * Sockets whose session has the server's own defaults: see {@link FilteredSocket}. Named to the driver by its
 * {@code socketFactory} property, therefore public. The sockets are plain ones, or those of a factory that an auth
 * provider names.
 */
public final class FilteredSocketFactory extends SocketFactory {
    /** Where the name of the provider's factory is while ours has its place. The driver leaves what it does not know. */
    private static final String BEHIND = "pgmi." + PGProperty.SOCKET_FACTORY.getName();

    private final SocketFactory factory;

    /**
     * The constructor that the driver looks for.
     *
     * @throws ReflectiveOperationException when the provider's factory cannot be made
     * @throws SQLException when the driver cannot look for it
     */
    public FilteredSocketFactory(Properties properties) throws ReflectiveOperationException, SQLException {
        String name = properties.getProperty(BEHIND);
        factory = name == null ? SocketFactory.getDefault() : make(name, properties);
    }

    /** As the driver would make it: with the properties, or with socketFactoryArg, or with nothing. */
    private static SocketFactory make(String name, Properties properties)
            throws ReflectiveOperationException, SQLException {
        Properties own = new Properties();
        own.putAll(properties);
        PGProperty.SOCKET_FACTORY.set(own, name);
        String argument = PGProperty.SOCKET_FACTORY_ARG.getOrDefault(properties);
        return ObjectFactory.instantiate(SocketFactory.class, name, own, true, argument);
    }

    /** Makes the driver's sockets come from here, behind them the factory that is named so far, if any. */
    static void putInFront(Properties properties) {
        String name = PGProperty.SOCKET_FACTORY.getOrDefault(properties);
        if (name != null) {
            properties.setProperty(BEHIND, name);
        }
        PGProperty.SOCKET_FACTORY.set(properties, FilteredSocketFactory.class.getName());
    }

    @Override
    public Socket createSocket() throws IOException {
        return new FilteredSocket(factory.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return new FilteredSocket(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return new FilteredSocket(factory.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return new FilteredSocket(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return new FilteredSocket(factory.createSocket(address, port, localAddress, localPort));
    }
}
