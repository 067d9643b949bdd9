// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.auth.AuthCredentials;
import io.pgmi.connect.tls.TlsFile;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** One dial in the driver's terms. All but address and database travels in properties: the driver logs its URL. */
final class DriverProperties {
    private DriverProperties() {}

    static String url(Endpoint endpoint, String database) {
        return "jdbc:postgresql://" + endpoint + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /**
     * @param mode of this dial: the fallback of another is a mode of its own
     * @param credentials an empty secret where there is none: without one the driver would look into a password file by
     *     itself, with rules that are not libpq's
     * @param timeout for TCP, TLS and log-in together
     * @param serverType the role asked of this address; null leaves it to the connection string
     */
    static Properties of(
            ConnectionConfig config,
            SslMode mode,
            TlsFiles files,
            AuthCredentials credentials,
            Duration timeout,
            @Nullable String serverType) {
        Properties properties = new Properties();
        SessionSettings session = config.session();
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        properties.putAll(session.driverParameters().value());
        PGProperty.LOAD_BALANCE_HOSTS.set(properties, null); // the Connector orders the addresses
        if (serverType != null) {
            PGProperty.TARGET_SERVER_TYPE.set(properties, serverType);
        }
        PGProperty.USER.set(properties, config.credentials().username().value());
        PGProperty.PASSWORD.set(properties, credentials.secret().reveal());
        PGProperty.APPLICATION_NAME.set(properties, session.applicationName().value());

        // One verbatim simple-query message for a script, the extended protocol for prepared statements.
        PGProperty.PREFER_QUERY_MODE.set(properties, "extendedForPrepared");
        // Sends the application name with the startup packet: one round trip less. Older servers are refused anyway.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "11");
        // Else a script's SET client_encoding would close the connection.
        PGProperty.ALLOW_ENCODING_CHANGES.set(properties, true);

        long seconds = wholeSeconds(timeout);
        PGProperty.CONNECT_TIMEOUT.set(properties, Long.toString(seconds));
        PGProperty.LOGIN_TIMEOUT.set(
                properties, BigDecimal.valueOf(timeout.toMillis(), 3).toPlainString());
        // Ends the driver's own thread on a server that accepts and then says nothing. The Connector lifts it
        // afterwards.
        PGProperty.SOCKET_TIMEOUT.set(properties, Long.toString(seconds));
        tls(config.tls(), mode, files, properties);
        properties.putAll(credentials.driverProperties());
        // The session keeps the time zone and date style that the server, database and role give it.
        FilteredSocketFactory.putInFront(properties);
        return properties;
    }

    private static void tls(Tls tls, SslMode mode, TlsFiles files, Properties properties) {
        if (tls.ofProvider()) {
            PGProperty.SSL_MODE.set(properties, SslMode.DISABLE.text());
            return;
        }
        PGProperty.SSL_FACTORY.set(properties, TlsSocketFactory.class.getName());
        PGProperty.SSL_FACTORY_ARG.set(properties, mode.text());
        // Whom to trust is the factory's matter; the driver only needs to know whether to ask for encryption.
        boolean encrypted = mode.compareTo(SslMode.REQUIRE) >= 0;
        PGProperty.SSL_MODE.set(properties, encrypted ? SslMode.REQUIRE.text() : mode.text());
        set(PGProperty.SSL_CERT, files.certificate(), properties);
        set(PGProperty.SSL_KEY, files.key(), properties);
        set(PGProperty.SSL_ROOT_CERT, files.root(), properties);
        if (tls.keyPassword() != null) {
            PGProperty.SSL_PASSWORD.set(properties, tls.keyPassword().value().reveal());
        }
    }

    private static void set(PGProperty property, @Nullable TlsFile file, Properties properties) {
        property.set(properties, file == null ? null : file.name());
    }

    private static long wholeSeconds(Duration timeout) {
        return Math.max(1, timeout.plusMillis(999).toSeconds());
    }
}
