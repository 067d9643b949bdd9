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
    /** Signals only what postmaster.pid still names, with a fast shutdown. */
    private static final String SCRIPT = "read -r line; read -r pid < \"$1/" + PostmasterFile.NAME
            + "\" && test \"$pid\" = \"$0\" && kill -INT \"$0\"";

    private final @Nullable Process shell;

    private Watchdog(@Nullable Process shell) {
        this.shell = shell;
    }

    static Watchdog over(long pid, Path dataDirectory) {
        if (Account.isWindows()) {
            return new Watchdog(null);
        }
        ProcessBuilder builder =
                Command.builder(List.of("/bin/sh", "-c", SCRIPT, Long.toString(pid), dataDirectory.toString()));
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
