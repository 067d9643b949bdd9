// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where a stand-in listens, and the sessions that it has let through to a real server. */
public final class Relay implements AutoCloseable {
    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final Reception reception;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What becomes of a client, on a thread of its own; its socket is closed afterwards. */
    public interface Reception {
        void receive(Socket client) throws IOException;
    }

    /** @param host of the real server, which lets everybody in without a password */
    public Relay(InetSocketAddress address, String host, int port, Reception reception) throws IOException {
        this.host = host;
        this.port = port;
        this.reception = reception;
        this.listener = new ServerSocket();
        listener.bind(address);
        start(this::accept);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Sessions that are open. */
    public int sessions() {
        return open.size() / 2;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                start(() -> receive(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void receive(Socket client) {
        try (client) {
            reception.receive(client);
        } catch (IOException e) {
            // one side hung up
        }
    }

    /** Lets a client through; returns when the session has ended. */
    public void pass(Socket client, StartupPacket packet) throws IOException {
        try (Socket server = new Socket(host, port)) {
            open.add(client);
            open.add(server);
            packet.write(server.getOutputStream());
            Thread down = start(() -> copy(server, client));
            copy(client, server);
            down.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /** The driver sends it unencrypted, whatever the session it belongs to is. */
    void cancel(StartupPacket packet) throws IOException {
        try (Socket server = new Socket(host, port)) {
            packet.write(server.getOutputStream());
        }
    }

    /** Sends a client away (PostgreSQL manual, "Error and Notice Message Fields"). */
    public static void refuse(Socket client, String sqlState, String message) throws IOException {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        for (String field : List.of("SFATAL", "VFATAL", "C" + sqlState, "M" + message, "")) {
            fields.write(field.getBytes(StandardCharsets.UTF_8));
            fields.write(0);
        }
        OutputStream out = client.getOutputStream();
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
        Thread thread = new Thread(task, "stand-in");
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
