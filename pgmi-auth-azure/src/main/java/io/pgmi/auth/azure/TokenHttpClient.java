// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The SDK's HTTP, by the JDK's oldest client: it has no threads, keeps no connection and can be closed on Java 17 already,
 * none of which holds for the clients that the SDK offers. Requests are few and small. One instance serves one token.
 */
final class TokenHttpClient implements HttpClient {
    /** The machine's own endpoint is next door, or not there at all. */
    private static final Duration CONNECT_TO_MACHINE = Duration.ofSeconds(1);

    private static final Duration ANSWER_OF_MACHINE = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private static final int LONGEST_ANSWER = 1 << 20;

    private final Instant deadline;
    private final Set<HttpURLConnection> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Exchange last;

    /** @param limit for all requests together */
    TokenHttpClient(Duration limit) {
        this.deadline = Instant.now().plus(limit);
    }

    /** The latest request; null where none was made. */
    @Nullable
    Exchange last() {
        return last;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromCallable(() -> exchange(request));
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        try {
            return exchange(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse exchange(HttpRequest request) throws IOException {
        URL url = request.getUrl();
        String endpoint = url.getProtocol() + "://" + url.getAuthority() + url.getPath();
        HttpURLConnection connection = connection(url);
        open.add(connection);
        try {
            prepare(connection, request);
            BinaryData body = request.getBodyAsBinaryData();
            if (body != null) {
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body.toBytes());
                }
            }
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("no HTTP came back");
            }
            byte[] answer = read(connection, status);
            last = Exchange.answered(endpoint, status, answer);
            return new TokenHttpResponse(request, status, headers(connection), answer);
        } catch (IOException e) {
            last = new Exchange(endpoint, 0, null, e);
            throw e;
        } finally {
            connection.disconnect();
            open.remove(connection);
        }
    }

    private void prepare(HttpURLConnection connection, HttpRequest request) throws IOException {
        boolean machine = !connection.getURL().getProtocol().equals("https");
        connection.setConnectTimeout(left(machine ? CONNECT_TO_MACHINE : CONNECT));
        connection.setReadTimeout(left(machine ? ANSWER_OF_MACHINE : ANSWER));
        connection.setRequestMethod(request.getHttpMethod().toString());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        request.getHeaders().forEach(header -> connection.setRequestProperty(header.getName(), header.getValue()));
        connection.setRequestProperty("Connection", "close");
    }

    private int left(Duration wanted) throws SocketTimeoutException {
        long millis = Duration.between(Instant.now(), deadline).toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException("the time for a token is over");
        }
        return (int) Math.min(millis, wanted.toMillis());
    }

    /** A proxy of the JVM's is for the world outside, not for the machine's own endpoint. */
    private static HttpURLConnection connection(URL url) throws IOException {
        return (HttpURLConnection)
                (url.getProtocol().equals("https") ? url.openConnection() : url.openConnection(Proxy.NO_PROXY));
    }

    /** Leaves the stream open: of a closed one, the JDK would keep the socket for some seconds, whatever we do. */
    private static byte[] read(HttpURLConnection connection, int status) throws IOException {
        InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        return in == null ? new byte[0] : in.readNBytes(LONGEST_ANSWER);
    }

    private static HttpHeaders headers(HttpURLConnection connection) {
        List<HttpHeader> headers = connection.getHeaderFields().entrySet().stream()
                .filter(field -> field.getKey() != null) // the status line
                .map(field -> new HttpHeader(field.getKey(), field.getValue()))
                .toList();
        return new HttpHeaders(headers);
    }

    /** Ends requests that nobody waits for any more. */
    void close() {
        open.forEach(HttpURLConnection::disconnect);
    }
}
