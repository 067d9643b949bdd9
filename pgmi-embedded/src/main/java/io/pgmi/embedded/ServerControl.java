// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Stops the server of a data directory through pg_ctl, which signals the process in postmaster.pid and no other. */
record ServerControl(Path home, Account account, Path log) {
    private static final Duration FAST = Duration.ofSeconds(20);
    private static final Duration IMMEDIATE = Duration.ofSeconds(5);
    private static final Duration REAPED = Duration.ofSeconds(1);

    /** Fast shutdown, then immediate, then the process is killed. Returns when the server is gone. */
    void stop(Path dataDirectory) {
        Optional<ProcessHandle> server = PostmasterFile.read(dataDirectory).flatMap(PostmasterFile::process);
        if (server.isEmpty()
                || shutDown(dataDirectory, "fast", FAST, server.get())
                || shutDown(dataDirectory, "immediate", IMMEDIATE, server.get())) {
            return;
        }
        server.get().destroyForcibly();
        hasEnded(server.get(), IMMEDIATE);
    }

    private boolean shutDown(Path dataDirectory, String mode, Duration limit, ProcessHandle server) {
        List<String> command = List.of(
                Account.program(home, "pg_ctl"),
                "stop",
                "--pgdata=" + dataDirectory,
                "--mode=" + mode,
                "--silent",
                "--wait",
                "--timeout=" + limit.toSeconds());
        int exit = Command.run(account.command(command), log, limit.plusSeconds(5));
        // pg_ctl also fails when the server went down just before, by a Ctrl-C in the same terminal.
        if (exit == 0 || PostmasterFile.read(dataDirectory).isEmpty()) {
            // The file goes last of all. Who is not the parent may see the dead process for as long as nobody reaps it.
            hasEnded(server, REAPED);
            return true;
        }
        return !server.isAlive();
    }

    private static boolean hasEnded(ProcessHandle server, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (server.isAlive() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return !server.isAlive();
            }
        }
        return !server.isAlive();
    }
}
