// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which name the server is told before it shows its certificate (libpq's sslsni): proxies choose by it. */
class ServerNameIndicationTest {
    @ParameterizedTest
    @CsvSource({"localhost, localhost", "127.0.0.1, ''"})
    void aNameIsSentAndAnAddressIsNot(String host, String expected) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            CompletableFuture<List<String>> names = CompletableFuture.supplyAsync(() -> names(listener));
            ConnectionConfig config = Sources.withDatabase()
                    .pom(Setting.HOST, host)
                    .pom(Setting.PORT, Integer.toString(listener.getLocalPort()))
                    .pom(Setting.SSL_MODE, "require")
                    .pom(Setting.CONNECT_ATTEMPTS, "1")
                    .localUser(new LocalUser("ann", java.nio.file.Path.of("nobody's home"), false))
                    .resolve();
            CompletableFuture<Void> client = CompletableFuture.runAsync(() -> new Connector(warning -> {})
                    .open(config, "shop", Instant.now().plusSeconds(20)));

            assertThat(told(names)).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
            assertThat(client).failsWithin(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> told(CompletableFuture<List<String>> names)
            throws InterruptedException, ExecutionException, TimeoutException {
        return names.get(20, TimeUnit.SECONDS);
    }

    /** Answers the request for TLS, reads the client's first message, and fails for want of a certificate. */
    private static List<String> names(ServerSocket listener) {
        List<String> names = new ArrayList<>();
        try (Socket plain = listener.accept()) {
            new DataInputStream(plain.getInputStream()).readFully(new byte[8]);
            plain.getOutputStream().write('S');
            SSLSocket tls =
                    (SSLSocket) SSLContext.getDefault().getSocketFactory().createSocket(plain, null, true);
            tls.setUseClientMode(false);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setSNIMatchers(List.of(new SNIMatcher(0) {
                @Override
                public boolean matches(SNIServerName name) {
                    names.add(new String(name.getEncoded(), StandardCharsets.US_ASCII));
                    return true;
                }
            }));
            tls.setSSLParameters(parameters);
            tls.startHandshake();
        } catch (IOException e) {
            // no certificate
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return names;
    }
}
