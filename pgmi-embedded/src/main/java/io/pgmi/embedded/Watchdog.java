// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stops the server when this process is killed and runs no shutdown hook: a shell waits for the end of its input, a pipe
 * that the operating system closes with this process. Not on Windows, which has no such shell.
 */
final class Watchdog {
    /** A fast shutdown for the server that postmaster.pid names; one that was just being started needs a moment for it. */
    private static final String SCRIPT = "read -r line; for i in 1 2 3; do"
            + " if read -r pid < \"$0/" + PostmasterFile.NAME + "\"; then kill -INT \"$pid\"; exit; fi;"
            + " sleep 1; done";

    private final @Nullable Process shell;

    private Watchdog(@Nullable Process shell) {
        this.shell = shell;
    }

    /** Watches over a server that runs, or will run, on the data directory. */
    static Watchdog over(Path dataDirectory) {
        if (Account.isWindows()) {
            return new Watchdog(null);
        }
        ProcessBuilder builder = Command.builder(List.of("/bin/sh", "-c", SCRIPT, dataDirectory.toString()));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return new Watchdog(builder.start());
        } catch (IOException e) {
            // The shutdown hook and the next start still look after the server.
            return new Watchdog(null);
        }
    }

    void dismiss() {
        if (shell != null) {
            shell.destroyForcibly();
            try (OutputStream input = shell.getOutputStream()) {
                input.flush();
            } catch (IOException e) {
                // The shell is gone, as it should.
            }
        }
    }
}
