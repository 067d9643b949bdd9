// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the server's process on a port and waits until it accepts connections. */
final class ServerLauncher {
    private static final int PORT_ATTEMPTS = 5;
    private static final Duration POLL = Duration.ofMillis(10);

    private final ServerControl control;
    private final DataDirectory data;
    private final ServerOptions options;

    ServerLauncher(ServerControl control, DataDirectory data, ServerOptions options) {
        this.control = control;
        this.data = data;
        this.options = options;
    }

    record Launched(int port, ProcessHandle server) {
        long pid() {
            return server.pid();
        }

        boolean isAlive() {
            return server.isAlive();
        }
    }

    Launched launch(ServerSettings settings) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = options.port() == 0 ? freePort() : options.port();
            data.configure(settings.withPort(port));
            LogTail tail = LogTail.from(options.logFile());
            ProcessHandle server = run(tail);
            if (server != null) {
                return new Launched(port, server);
            }
            // Messages are English: initdb wrote lc_messages = 'C'.
            boolean portTaken = tail.text().contains("could not bind");
            if (!portTaken || options.port() != 0 || attempt == PORT_ATTEMPTS) {
                throw new EmbeddedServerException("The PostgreSQL server ended at its start"
                        + (portTaken ? ": port " + port + " on " + EmbeddedServer.HOST + " is taken" : "")
                        + tail.explained());
            }
        }
    }

    /** As {@code postgres --version} says it, after "postgres (PostgreSQL) ". */
    String version() {
        List<String> command = List.of(Account.program(control.home(), "postgres"), "--version");
        String line = Command.output(command, Duration.ofSeconds(20));
        return line == null ? "unknown" : line.substring(line.lastIndexOf(' ') + 1);
    }

    /** Null when the server ended by itself. */
    private @Nullable ProcessHandle run(LogTail tail) throws IOException {
        Process launcher = Command.start(control.account().command(startCommand()), options.logFile());
        long deadline = System.nanoTime() + options.startTimeout().toNanos();
        try {
            while (System.nanoTime() < deadline) {
                // Asked first: a file that is written between the two looks is then found at the next.
                boolean ended = !launcher.isAlive() && !(Account.isWindows() && launcher.exitValue() == 0);
                Optional<ProcessHandle> ready = PostmasterFile.read(data.path())
                        .filter(PostmasterFile::isReady)
                        .flatMap(PostmasterFile::process);
                if (ready.isPresent()) {
                    return ready.get();
                }
                if (ended) {
                    return null;
                }
                Thread.sleep(POLL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        control.stop(data.path());
        launcher.destroyForcibly();
        throw new EmbeddedServerException(
                Thread.currentThread().isInterrupted()
                        ? "The start of the PostgreSQL server was interrupted"
                        : "The PostgreSQL server did not accept connections within "
                                + options.startTimeout().toSeconds() + " s, the start timeout" + tail.explained());
    }

    private List<String> startCommand() {
        List<String> command = new ArrayList<>();
        if (Account.isWindows()) {
            // Only pg_ctl gives up administrator's rights, which the server refuses as it refuses root's.
            command.addAll(List.of(Account.program(control.home(), "pg_ctl"), "start", "--silent", "--no-wait"));
        } else {
            // A child of this process, so that no daemon remains.
            command.add(Account.program(control.home(), "postgres"));
        }
        command.addAll(List.of("-D", data.path().toString()));
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
