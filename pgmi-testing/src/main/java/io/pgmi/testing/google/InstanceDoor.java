// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.google;

import io.pgmi.testing.Relay;
import io.pgmi.testing.StartupPacket;
import io.pgmi.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final TestAuthority servers = new TestAuthority("Google Cloud SQL Server CA");
    private final TestAuthority clients = new TestAuthority("Google Cloud SQL Client CA");
    private final Map<PublicKey, String> accounts = new ConcurrentHashMap<>();
    private final List<String> startups = new CopyOnWriteArrayList<>();
    private final SSLContext tls;
    private final Relay relay;

    InstanceDoor(InetAddress address, String project, String host, int port) throws IOException {
        this.tls = servers.server(project + ":" + AdminApi.INSTANCE).context(new TrustManager[] {new Issued()});
        this.relay = new Relay(new InetSocketAddress(address, PORT), host, port, this::receive);
    }

    String address() {
        return relay.address().getAddress().getHostAddress();
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
        return relay.sessions();
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

    private void receive(Socket plain) throws IOException {
        try (SSLSocket client = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, PORT, true)) {
            client.setUseClientMode(false);
            client.setNeedClientAuth(true);
            client.startHandshake();
            PublicKey key = client.getSession().getPeerCertificates()[0].getPublicKey();
            StartupPacket packet = StartupPacket.read(client.getInputStream());
            String user = packet.parameters().getOrDefault("user", "");
            if (!packet.isCancelRequest()) {
                startups.add(packet.text());
            }
            String account = accounts.getOrDefault(key, "").replace(".gserviceaccount.com", "");
            if (packet.isCancelRequest() || user.equals(account)) {
                relay.pass(client, packet);
            } else {
                Relay.refuse(
                        client,
                        "28000",
                        "Cloud SQL IAM service account authentication failed for user \"" + user + "\"");
            }
        }
    }

    @Override
    public void close() throws IOException {
        relay.close();
    }
}
