// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCertificateTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    @Test
    void theSubjectIsReadWhoeverSignedIt() throws Exception {
        SSLContext context = selfSigned("CN=db1, O=Example");
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(listener, 'S', context);

            assertThat(ServerCertificate.subject(new Endpoint("127.0.0.1", listener.getLocalPort())))
                    .contains("CN=db1,O=Example");
        }
    }

    @Test
    void aServerWithoutTlsHasNone() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(listener, 'N', SSLContext.getDefault());

            assertThat(ServerCertificate.subject(new Endpoint("127.0.0.1", listener.getLocalPort())))
                    .isEmpty();
        }
    }

    /** Answers one SSLRequest (length 8, code 80877103), and shakes hands where the answer is yes. */
    private static void serve(ServerSocket listener, char answer, SSLContext context) {
        Thread thread = new Thread(() -> {
            try (Socket plain = listener.accept()) {
                DataInputStream in = new DataInputStream(plain.getInputStream());
                assertThat(in.readInt()).isEqualTo(8);
                assertThat(in.readInt()).isEqualTo(80877103);
                plain.getOutputStream().write(answer);
                if (answer == 'S') {
                    SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
                    tls.setUseClientMode(false);
                    tls.startHandshake();
                    tls.getInputStream().read();
                }
            } catch (IOException e) {
                // the client hung up
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private SSLContext selfSigned(String subject) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        subject,
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
