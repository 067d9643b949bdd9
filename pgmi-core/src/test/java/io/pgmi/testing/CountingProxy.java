// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between client and server and counts how often the client, having heard from the server, speaks again: each is a
 * wait of one round trip over a network.
 */
public final class CountingProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final List<Thread> clients = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger roundTrips = new AtomicInteger();

    public CountingProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Counts the client's good-bye, too: waits until all clients have hung up. */
    public int roundTrips() throws InterruptedException {
        for (Thread client : clients) {
            client.join(10_000);
        }
        return roundTrips.get();
    }

    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(host, port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                connections.incrementAndGet();
                // Whose turn it is: the client's until it has spoken, the server's until it has answered.
                Turn turn = new Turn();
                clients.add(start("up", () -> copy(client, server, turn::clientSpoke)));
                start("down", () -> copy(server, client, turn::serverSpoke));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private final class Turn {
        private boolean client = true;

        synchronized void clientSpoke() {
            if (client) {
                roundTrips.incrementAndGet();
            }
            client = false;
        }

        synchronized void serverSpoke() {
            client = true;
        }
    }

    private static void copy(Socket from, Socket to, Runnable spoke) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                spoke.run();
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // one side hung up
        }
    }

    private static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, "counting-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
