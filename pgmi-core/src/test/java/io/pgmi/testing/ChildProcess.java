// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Java process with this one's class path. What it prints goes to a file. */
public record ChildProcess(Process process, Path output) {
    public static ChildProcess start(
            List<String> options, Class<?> main, List<String> arguments, @Nullable String password) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        Path output = Files.createTempFile("child", ".txt");
        output.toFile().deleteOnExit();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        if (password != null) {
            builder.environment().put("PGPASSWORD", password);
        }
        return new ChildProcess(builder.start(), output);
    }

    public String printed() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Waits until it has printed this. */
    public void awaitPrinted(String text, Duration time) throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(time);
        while (!printed().contains(text)) {
            if (!process.isAlive() || Instant.now().isAfter(limit)) {
                process.destroyForcibly();
                throw new AssertionError("'" + text + "' was not printed, but: " + printed());
            }
            Thread.sleep(20);
        }
    }

    /** Waits for its end and returns what it has printed. */
    public String await(long seconds) throws IOException, InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the process did not end; it printed: " + printed());
        }
        return printed();
    }
}
