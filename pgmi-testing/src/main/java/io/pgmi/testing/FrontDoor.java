// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * What a cloud has before its PostgreSQL: insists on TLS, asks for the password in clear, checks it, and passes the session
 * through to a real server that trusts it (PostgreSQL manual, "Message Flow", "Start-up"). On a free port of loopback.
 */
public final class FrontDoor implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSSENC_REQUEST = 80877104;
    private static final int CANCEL_REQUEST = 80877102;
    private static final int LONGEST_PACKET = 100_000;

    private final ServerSocket listener;
    private final SSLContext tls;
    private final String host;
    private final int port;
    private final PasswordCheck check;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> passwords = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    /**
     * @param tls with the certificate to show
     * @param host of the real server, which lets everybody in without a password
     */
    public FrontDoor(SSLContext tls, String host, int port, PasswordCheck check) throws IOException {
        this.tls = tls;
        this.host = host;
        this.port = port;
        this.check = check;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
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
        return open.size() / 2;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
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

    private void serve(Socket client) {
        try (client) {
            Socket socket = client;
            byte[] packet = packet(socket);
            while (code(packet) == SSL_REQUEST || code(packet) == GSSENC_REQUEST) {
                boolean encrypt = code(packet) == SSL_REQUEST;
                socket.getOutputStream().write(encrypt ? 'S' : 'N');
                if (encrypt) {
                    SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, 0, true);
                    encrypted.setUseClientMode(false);
                    socket = encrypted;
                }
                packet = packet(socket);
            }
            if (code(packet) == CANCEL_REQUEST) {
                // The driver sends it unencrypted, whatever the session it belongs to is.
                try (Socket server = new Socket(host, port)) {
                    send(server, packet);
                }
            } else if (!(socket instanceof SSLSocket)) {
                refuse(socket, "28000", "no pg_hba.conf entry for this host, no encryption", "not encrypted");
            } else {
                logIn(socket, packet);
            }
        } catch (IOException e) {
            // one side hung up
        }
    }

    private void logIn(Socket client, byte[] startup) throws IOException {
        Map<String, String> parameters = parameters(startup);
        String role = parameters.getOrDefault("user", "");
        client.getOutputStream().write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
        DataInputStream in = new DataInputStream(client.getInputStream());
        if (in.read() != 'p') {
            return;
        }
        byte[] answer = packet(in);
        String password = new String(answer, 0, answer.length - 1, StandardCharsets.UTF_8);
        passwords.add(password);
        Optional<String> refusal = check.refusal(role, parameters.getOrDefault("database", role), password);
        if (refusal.isPresent()) {
            refuse(client, "28P01", "password authentication failed for user \"" + role + "\"", refusal.get());
            return;
        }
        try (Socket server = new Socket(host, port)) {
            open.add(client);
            open.add(server);
            send(server, startup);
            Thread down = start(() -> copy(server, client));
            copy(client, server);
            down.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void refuse(Socket client, String sqlState, String message, String reason) throws IOException {
        refusals.add(reason);
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        for (String field : List.of("SFATAL", "VFATAL", "C" + sqlState, "M" + message, "")) {
            fields.write(field.getBytes(StandardCharsets.UTF_8));
            fields.write(0);
        }
        client.getOutputStream()
                .write(ByteBuffer.allocate(5 + fields.size())
                        .put((byte) 'E')
                        .putInt(4 + fields.size())
                        .put(fields.toByteArray())
                        .array());
        client.getOutputStream().flush();
    }

    /** What follows the length. */
    private static byte[] packet(Socket socket) throws IOException {
        return packet(new DataInputStream(socket.getInputStream()));
    }

    private static byte[] packet(DataInputStream in) throws IOException {
        int length = in.readInt() - 4;
        if (length < 0 || length > LONGEST_PACKET) {
            throw new IOException("not a packet: " + length + " bytes");
        }
        byte[] content = new byte[length];
        in.readFully(content);
        return content;
    }

    private static int code(byte[] packet) {
        return packet.length < 4 ? 0 : ByteBuffer.wrap(packet).getInt();
    }

    private static void send(Socket server, byte[] packet) throws IOException {
        server.getOutputStream()
                .write(ByteBuffer.allocate(4 + packet.length)
                        .putInt(4 + packet.length)
                        .put(packet)
                        .array());
    }

    private static Map<String, String> parameters(byte[] startup) {
        String[] words = new String(startup, 4, startup.length - 4, StandardCharsets.UTF_8).split("\0", -1);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i + 1 < words.length && !words[i].isEmpty(); i += 2) {
            parameters.put(words[i], words[i + 1]);
        }
        return parameters;
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // one side hung up
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "front-door");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
