// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * What a cloud has before its PostgreSQL: insists on TLS, asks for the password in clear, checks it, and passes the session
 * through to a real server that trusts it (PostgreSQL manual, "Message Flow", "Start-up"). On a free port of loopback.
 */
public final class FrontDoor implements AutoCloseable {
    private final SSLContext tls;
    private final PasswordCheck check;
    private final List<String> passwords = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final Relay relay;

    /**
     * @param tls with the certificate to show
     * @param host of the real server, which lets everybody in without a password
     */
    public FrontDoor(SSLContext tls, String host, int port, PasswordCheck check) throws IOException {
        this.tls = tls;
        this.check = check;
        this.relay = new Relay(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), host, port, this::receive);
    }

    public int port() {
        return relay.address().getPort();
    }

    /** What clients sent as their password, in order, refused ones included. */
    public List<String> passwords() {
        return List.copyOf(passwords);
    }

    /** Why clients were sent away, in order. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Sessions that are open. */
    public int sessions() {
        return relay.sessions();
    }

    @Override
    public void close() throws IOException {
        relay.close();
    }

    private void receive(Socket client) throws IOException {
        Socket socket = client;
        StartupPacket packet = StartupPacket.read(socket.getInputStream());
        while (packet.asksForEncryption()) {
            socket.getOutputStream().write(packet.asksForTls() ? 'S' : 'N');
            if (packet.asksForTls()) {
                SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, 0, true);
                encrypted.setUseClientMode(false);
                socket = encrypted;
            }
            packet = StartupPacket.read(socket.getInputStream());
        }
        if (packet.isCancelRequest()) {
            relay.cancel(packet);
        } else if (!(socket instanceof SSLSocket)) {
            refuse(socket, "28000", "no pg_hba.conf entry for this host, no encryption", "not encrypted");
        } else {
            logIn(socket, packet);
        }
    }

    private void logIn(Socket client, StartupPacket startup) throws IOException {
        Map<String, String> parameters = startup.parameters();
        String role = parameters.getOrDefault("user", "");
        client.getOutputStream().write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
        DataInputStream in = new DataInputStream(client.getInputStream());
        if (in.read() != 'p') {
            return;
        }
        byte[] answer = StartupPacket.readContent(in);
        String password = new String(answer, 0, answer.length - 1, StandardCharsets.UTF_8);
        passwords.add(password);
        Optional<String> refusal = check.refusal(role, parameters.getOrDefault("database", role), password);
        if (refusal.isPresent()) {
            refuse(client, "28P01", "password authentication failed for user \"" + role + "\"", refusal.get());
        } else {
            relay.pass(client, startup);
        }
    }

    private void refuse(Socket client, String sqlState, String message, String reason) throws IOException {
        refusals.add(reason);
        Relay.refuse(client, sqlState, message);
    }
}
