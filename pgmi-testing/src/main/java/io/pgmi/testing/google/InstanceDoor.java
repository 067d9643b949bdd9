// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.google;

import io.pgmi.testing.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The proxy of an instance: TLS from the first byte on, with a client certificate that the Admin API has issued; lets the
 * role in whose identity it was issued for, and passes the session through to a real PostgreSQL.
 */
final class InstanceDoor implements AutoCloseable {
    private static final int PORT = 3307;
    private static final int CANCEL_REQUEST = 80877102;
    private static final Pattern USER = Pattern.compile("user\0([^\0]*)\0");

    private final TestAuthority servers = new TestAuthority("Google Cloud SQL Server CA");
    private final TestAuthority clients = new TestAuthority("Google Cloud SQL Client CA");
    private final Map<PublicKey, String> accounts = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> startups = new CopyOnWriteArrayList<>();
    private final ServerSocket listener;
    private final SSLContext tls;
    private final String host;
    private final int port;

    InstanceDoor(InetAddress address, String project, String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.tls = servers.server(project + ":" + AdminApi.INSTANCE).context(new TrustManager[] {new Issued()});
        this.listener = new ServerSocket();
        listener.bind(new InetSocketAddress(address, PORT));
        start(this::accept);
    }

    String address() {
        return listener.getInetAddress().getHostAddress();
    }

    /** Whose certificate the instance shows: PEM. */
    String authority() {
        return servers.pem();
    }

    TestAuthority clients() {
        return clients;
    }

    /** What clients began their sessions with, NULs and all. */
    List<String> startups() {
        return List.copyOf(startups);
    }

    String certificateFor(String account, PublicKey key) {
        accounts.put(key, account);
        return clients.certify("Google Cloud SQL Client", key);
    }

    int sessions() {
        return open.size() / 2;
    }

    /** Lets in who has a certificate of ours for a key that we know. */
    private final class Issued implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            if (!accounts.containsKey(chain[0].getPublicKey())
                    || !chain[0].getIssuerX500Principal().getName().equals("CN=Google Cloud SQL Client CA")) {
                throw new CertificateException("not issued here");
            }
            chain[0].checkValidity();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket plain) {
        try (plain;
                SSLSocket client = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, PORT, true)) {
            client.setUseClientMode(false);
            client.setNeedClientAuth(true);
            client.startHandshake();
            PublicKey key = client.getSession().getPeerCertificates()[0].getPublicKey();
            String account = accounts.getOrDefault(key, "");
            DataInputStream in = new DataInputStream(client.getInputStream());
            byte[] packet = new byte[in.readInt() - 4];
            in.readFully(packet);
            String startup = new String(packet, StandardCharsets.UTF_8);
            boolean cancel = ByteBuffer.wrap(packet).getInt() == CANCEL_REQUEST;
            Matcher user = USER.matcher(startup);
            if (!cancel) {
                startups.add(startup);
            }
            if (!cancel && (!user.find() || !user.group(1).equals(account.replace(".gserviceaccount.com", "")))) {
                refuse(client.getOutputStream(), user.reset().find() ? user.group(1) : "");
                return;
            }
            passOn(client, packet);
        } catch (IOException | InterruptedException e) {
            // one side hung up
        }
    }

    private void passOn(Socket client, byte[] packet) throws IOException, InterruptedException {
        try (Socket server = new Socket(host, port)) {
            open.add(client);
            open.add(server);
            server.getOutputStream()
                    .write(ByteBuffer.allocate(4 + packet.length)
                            .putInt(4 + packet.length)
                            .put(packet)
                            .array());
            Thread down = start(() -> copy(server, client));
            copy(client, server);
            down.join();
        } finally {
            open.remove(client);
        }
    }

    private static void refuse(OutputStream out, String user) throws IOException {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        String message = "Cloud SQL IAM service account authentication failed for user \"" + user + "\"";
        for (String field : List.of("SFATAL", "VFATAL", "C28000", "M" + message, "")) {
            fields.write(field.getBytes(StandardCharsets.UTF_8));
            fields.write(0);
        }
        out.write(ByteBuffer.allocate(5 + fields.size())
                .put((byte) 'E')
                .putInt(4 + fields.size())
                .put(fields.toByteArray())
                .array());
        out.flush();
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            for (int count = from.getInputStream().read(buffer);
                    count >= 0;
                    count = from.getInputStream().read(buffer)) {
                to.getOutputStream().write(buffer, 0, count);
                to.getOutputStream().flush();
            }
        } catch (IOException e) {
            // one side hung up
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "instance-door");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
