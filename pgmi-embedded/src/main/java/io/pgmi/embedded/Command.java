// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts processes: English messages, UTC, and none of the build's PG* variables. */
final class Command {
    static final int FAILED_TO_RUN = 127;

    private Command() {}

    /** Both output streams are appended to the log, and there is no input. */
    static Process start(List<String> command, Path log) throws IOException {
        ProcessBuilder builder = builder(command);
        // The build's own folder may be one that the server's account cannot enter; the root is open to all.
        builder.directory(log.toAbsolutePath().getRoot().toFile());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Runs to the end; the exit code, or {@link #FAILED_TO_RUN} when it could not be started or took too long. */
    static int run(List<String> command, Path log, Duration timeout) {
        try {
            return await(start(command, log), timeout);
        } catch (IOException e) {
            return FAILED_TO_RUN;
        }
    }

    /** The first line that a command prints; null when it fails. */
    static @Nullable String output(List<String> command, Duration timeout) {
        try {
            Process process = builder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                String line = reader.readLine();
                return await(process, timeout) == 0 ? line : null;
            }
        } catch (IOException e) {
            return null;
        }
    }

    static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        return builder;
    }

    private static int await(Process process, Duration timeout) {
        try {
            if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return FAILED_TO_RUN;
    }
}
