// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/** A connection pooler of two server sessions, for clients that log in without TLS and without a password. */
public final class FakePooler implements AutoCloseable {
    /** When a client gets which session. */
    public enum Mode {
        /** One for each client, for as long as it stays. */
        SESSION,
        /** For each transaction the one that was free for longest. */
        TRANSACTION_IN_TURN,
        /** For each transaction the one that was used last, so that a lone client always meets the same. */
        TRANSACTION_LAST_USED
    }

    private record Backend(Socket socket, DataInputStream in, DataOutputStream out, ByteArrayOutputStream greeting) {}

    private final Mode mode;
    private final ServerSocket listener;
    private final BlockingDeque<Backend> free = new LinkedBlockingDeque<>();

    public FakePooler(TestPostgres server, String database, Mode mode) throws IOException {
        this.mode = mode;
        free.add(logIn(server, database));
        free.add(logIn(server, database));
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> {
            while (true) {
                Socket client = listener.accept();
                start(() -> serve(client));
            }
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Backend backend : free) {
            backend.socket().close();
        }
    }

    private static Backend logIn(TestPostgres server, String database) throws IOException {
        Socket socket = new Socket(server.host(), server.port());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] body = ("user\0" + server.username() + "\0database\0" + database + "\0client_encoding\0UTF8\0\0")
                .getBytes(StandardCharsets.UTF_8);
        out.writeInt(body.length + 8);
        out.writeInt(3 << 16);
        out.write(body);
        ByteArrayOutputStream greeting = new ByteArrayOutputStream();
        for (int type = 0; type != 'Z'; ) {
            type = in.readByte();
            byte[] content = content(in);
            if (type == 'K') {
                content[3] ^= 0x55; // a pooler announces a process of its own making
            }
            write(new DataOutputStream(greeting), type, content);
        }
        return new Backend(socket, in, out, greeting);
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        Backend held = null;
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            content(in); // the startup message
            Backend any = take();
            free.addLast(any);
            any.greeting().writeTo(out);
            while (true) {
                int type = in.readByte();
                byte[] content = content(in);
                if (type == 'X') {
                    return;
                }
                held = held == null ? take() : held;
                write(held.out(), type, content);
                boolean answered = type == 'Q' || type == 'S' || type == 'c' || type == 'f';
                if (answered && answer(held, out) == 'I' && mode != Mode.SESSION) {
                    free.addLast(held);
                    held = null;
                }
            }
        } finally {
            if (held != null) {
                write(held.out(), 'Q', "ROLLBACK\0".getBytes(StandardCharsets.UTF_8));
                answer(held, new DataOutputStream(new ByteArrayOutputStream()));
                free.addLast(held);
            }
        }
    }

    /** Passes the server's messages on; returns its transaction status. */
    private static int answer(Backend backend, DataOutputStream out) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int type = backend.in().readByte();
            byte[] content = content(backend.in());
            write(new DataOutputStream(all), type, content);
            if (type == 'Z' || type == 'G') { // ready for the next query, or for the data of a COPY
                out.write(all.toByteArray());
                return type == 'Z' ? content[0] : type;
            }
        }
    }

    private Backend take() throws InterruptedException {
        Backend backend = mode == Mode.TRANSACTION_LAST_USED
                ? free.pollLast(10, TimeUnit.SECONDS)
                : free.pollFirst(10, TimeUnit.SECONDS);
        if (backend == null) {
            throw new InterruptedException("no session became free");
        }
        return backend;
    }

    private static byte[] content(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt() - 4);
    }

    private static void write(DataOutputStream out, int type, byte[] content) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(message);
        data.writeByte(type);
        data.writeInt(content.length + 4);
        data.write(content);
        out.write(message.toByteArray());
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException | InterruptedException e) {
                        // one side hung up
                    }
                },
                "fake-pooler");
        thread.setDaemon(true);
        thread.start();
    }
}
