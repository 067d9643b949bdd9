// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/**
 * The driver's own TLS, with {@link StartupMessageFilter} inside of the encryption. Named to the driver by its
 * {@code sslfactory} property, therefore public.
 */
public final class TlsSocketFactory extends LibPQFactory {
    /** The constructor that the driver looks for. */
    public TlsSocketFactory(Properties properties) throws PSQLException {
        super(properties);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return new FilteredTlsSocket((SSLSocket) super.createSocket(socket, host, port, autoClose));
    }
}
