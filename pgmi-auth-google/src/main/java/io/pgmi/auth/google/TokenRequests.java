// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.ConnectionFactory;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpTransportFactory;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The connections that tokens are asked for with. Google's library tries each request four times, 20 seconds each; with this
 * no further try begins after {@link #LIMIT}.
 */
final class TokenRequests implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(15);

    private final Set<HttpURLConnection> open = ConcurrentHashMap.newKeySet();

    /**
     * For the requests of one token.
     *
     * @param address where to send a request instead
     */
    HttpTransportFactory transports(UnaryOperator<String> address) {
        Instant end = Instant.now().plus(LIMIT);
        ConnectionFactory connections = url -> {
            if (Instant.now().isAfter(end)) {
                throw new SocketTimeoutException("no answer within " + LIMIT.toSeconds() + " s");
            }
            return open(address.apply(url.toString()));
        };
        HttpTransport transport =
                new NetHttpTransport.Builder().setConnectionFactory(connections).build();
        return () -> transport;
    }

    /** With the JVM's proxy and trust store; for one request. */
    HttpURLConnection open(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        connection.setRequestProperty("Connection", "close");
        open.add(connection);
        return connection;
    }

    /** Ends what is still waiting for an answer. */
    @Override
    public void close() {
        open.forEach(HttpURLConnection::disconnect);
        open.clear();
    }
}
