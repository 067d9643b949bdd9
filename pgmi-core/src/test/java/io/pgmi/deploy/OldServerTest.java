// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Outcome;
import io.pgmi.testing.TestPostgres;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Session API, section 7.4, with a server that is too old to be run here: a fake that lets everybody in and counts what it is
 * asked (PostgreSQL manual, "Start-up", "Message Formats").
 */
class OldServerTest {
    private static final int SSL_REQUEST = 80877103;
    private static final String OF_THE_DRIVER = "SET extra_float_digits";

    private final List<String> queries = new CopyOnWriteArrayList<>();

    @Test
    void aServerOlderThan11IsRefusedWithBothVersionsAndNotAskedAnything(@TempDir Path directory) throws IOException {
        try (ServerSocket server = start()) {
            assertThat(trial(server).fail(new TestProject(directory).script("SELECT 1;"), Outcome.CONNECTION_FAILED))
                    .hasMessageContainingAll("10.23", "11 or newer");
            assertThat(queries).allMatch(query -> query.startsWith(OF_THE_DRIVER));
        }
    }

    @Test
    void itsDatabasesAreNotOverwritten(@TempDir Path directory) throws IOException {
        try (ServerSocket server = start()) {
            assertThat(trial(server)
                            .overwrite(OverwriteApproval.FORCED)
                            .fail(new TestProject(directory).script("SELECT 1;"), Outcome.CONNECTION_FAILED))
                    .hasMessageContainingAll("10.23", "11 or newer");
            assertThat(queries).allMatch(query -> query.startsWith(OF_THE_DRIVER));
        }
    }

    private static Trial trial(ServerSocket server) {
        return new Trial(new TestPostgres("127.0.0.1", server.getLocalPort(), "ann", null, "postgres"), "shop");
    }

    private ServerSocket start() throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    serve(client);
                } catch (IOException e) {
                    // the client or the test is through
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        int length = in.readInt();
        if (in.readInt() == SSL_REQUEST) {
            out.write('N');
            length = in.readInt();
            in.readInt();
        }
        in.skipNBytes(length - 8);
        message(out, 'R', new byte[4]);
        for (String[] status : new String[][] {
            {"server_version", "10.23"},
            {"server_encoding", "UTF8"},
            {"client_encoding", "UTF8"},
            {"DateStyle", "ISO, MDY"},
            {"integer_datetimes", "on"},
            {"standard_conforming_strings", "on"},
            {"TimeZone", "UTC"}
        }) {
            message(out, 'S', (status[0] + "\0" + status[1] + "\0").getBytes(StandardCharsets.UTF_8));
        }
        message(out, 'K', new byte[8]);
        message(out, 'Z', new byte[] {'I'});
        for (int type = in.read(); type > 0; type = in.read()) {
            byte[] body = in.readNBytes(in.readInt() - 4);
            if (type == 'X') {
                return;
            }
            queries.add(new String(body, StandardCharsets.UTF_8));
            message(out, 'C', "SET\0".getBytes(StandardCharsets.UTF_8));
            message(out, 'Z', new byte[] {'I'});
        }
    }

    private static void message(DataOutputStream out, char type, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream message = new DataOutputStream(bytes);
        message.write(type);
        message.writeInt(4 + body.length);
        message.write(body);
        out.write(bytes.toByteArray());
        out.flush();
    }
}
