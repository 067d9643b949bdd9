// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.PgmiException;
import io.pgmi.Secret;
import io.pgmi.connect.tls.ClientIdentity;
import io.pgmi.connect.tls.ClientIdentityKeyManager;
import io.pgmi.connect.tls.ServerName;
import io.pgmi.connect.tls.ServerTrust;
import io.pgmi.connect.tls.TlsFile;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ssl.WrappedFactory;

/**
 * TLS by libpq's rules, with {@link StartupMessageFilter} inside of the encryption. Named to the driver by its
 * {@code sslfactory} property, therefore public. Keys stay in memory.
 */
public final class TlsSocketFactory extends WrappedFactory {
    private final boolean verifiesName;
    private final @Nullable ClientIdentityKeyManager own;

    /**
     * The constructor that the driver looks for.
     *
     * @param properties the driver's {@code sslcert}, {@code sslkey}, {@code sslpassword} and {@code sslrootcert}, each
     *     optional; {@code sslfactoryarg} is the sslmode, since the driver's own knows no check but ours
     * @throws PgmiException (INVALID_CONFIGURATION) for files that have been changed since they were checked
     */
    public TlsSocketFactory(Properties properties) throws GeneralSecurityException {
        TlsFile certificate = file(PGProperty.SSL_CERT, properties);
        TlsFile key = file(PGProperty.SSL_KEY, properties);
        String password = PGProperty.SSL_PASSWORD.getOrDefault(properties);
        Secret passphrase = password == null ? null : new Secret(password);
        own = certificate == null && key == null
                ? null
                : new ClientIdentityKeyManager(ClientIdentity.read(certificate, key, passphrase));
        KeyManager[] keys = own == null ? new KeyManager[0] : new KeyManager[] {own};
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {trust(file(PGProperty.SSL_ROOT_CERT, properties))}, null);
        factory = context.getSocketFactory();
        verifiesName = SslMode.VERIFY_FULL.text().equals(PGProperty.SSL_FACTORY_ARG.getOrDefault(properties));
    }

    /** A root certificate at hand is used in every mode: require is then like verify-ca (libpq). */
    private static ServerTrust trust(@Nullable TlsFile root) {
        if (root == null) {
            return ServerTrust.inAnybody();
        }
        return root.name().equals(Tls.SYSTEM) ? ServerTrust.inSystem() : ServerTrust.in(root);
    }

    private static @Nullable TlsFile file(PGProperty property, Properties properties) {
        String name = property.getOrDefault(properties);
        return name == null ? null : new TlsFile(property.getName(), name, "checked before");
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        SSLSocket tls = (SSLSocket) super.createSocket(socket, host, port, autoClose);
        if (!ServerName.isAddress(host)) {
            nameServer(tls, host);
        }
        return new FilteredTlsSocket(tls, verifiesName ? host : null, () -> own != null && own.hasSent());
    }

    /** libpq sends every name that is not an address (its sslsni); the JDK by itself only those with a dot. */
    private static void nameServer(SSLSocket socket, String host) {
        try {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            socket.setSSLParameters(parameters);
        } catch (IllegalArgumentException e) {
            // Not a name by the rules of DNS, such as one with an underscore: connect without.
        }
    }
}
