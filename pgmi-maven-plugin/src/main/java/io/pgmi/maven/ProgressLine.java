// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Environment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.fusesource.jansi.AnsiConsole;
import org.jspecify.annotations.Nullable;

/**
 * The last line of a terminal, rewritten twice a second, out of the way of every line of the log. Without escape sequences:
 * blanks wipe it on any terminal.
 */
final class ProgressLine implements AutoCloseable {
    /** Shorter work is over before somebody wonders. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    private static final Duration EVERY = Duration.ofMillis(500);
    private static final int USUAL_WIDTH = 80;

    private final @Nullable OutputStream terminal;
    private final Supplier<String> text;
    private final int width;
    private final Charset charset;
    private @Nullable Thread thread;
    private String shown = "";

    /**
     * Draws nothing yet.
     *
     * @param terminal null to draw nothing ever
     * @param text what to show now; empty for nothing. Called on a thread of its own
     * @param width columns of the terminal, at least 2
     */
    ProgressLine(@Nullable OutputStream terminal, Supplier<String> text, int width) {
        this.terminal = terminal;
        this.text = text;
        this.width = width;
        this.charset =
                Charset.forName(System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8")));
    }

    /** Only where somebody watches, and where no other module's log comes in between. */
    static ProgressLine of(MavenSession session, Log log, Supplier<String> text, Environment environment) {
        boolean wanted = Style.of(environment).coloured()
                && !"dumb".equals(environment.get("TERM"))
                && log.isInfoEnabled()
                && session.getRequest().getDegreeOfConcurrency() == 1
                && Terminal.console(session) != null;
        ProgressLine line =
                new ProgressLine(wanted ? new StandardOutput() : null, text, wanted ? width() : USUAL_WIDTH);
        line.start();
        return line;
    }

    private static int width() {
        try {
            int columns = AnsiConsole.getTerminalWidth();
            return columns > 1 ? columns : USUAL_WIDTH;
        } catch (LinkageError e) {
            return USUAL_WIDTH; // Maven 3.6 and 4 let plugins see only that part of Jansi which colours
        }
    }

    private void start() {
        if (terminal != null) {
            thread = new Thread(this::tick, "pgmi-progress");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void tick() {
        try {
            Thread.sleep(FIRST.toMillis());
            while (true) {
                draw();
                Thread.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    synchronized void draw() {
        String line = text.get();
        String cut = line.length() < width ? line : line.substring(0, width - 1);
        // Not where nothing changes: somebody may be typing there.
        if (!cut.equals(shown)) {
            write("\r" + cut + " ".repeat(Math.max(0, shown.length() - cut.length())));
            shown = cut;
        }
    }

    /** Prints something else: where the line was, and the line comes back beneath. */
    synchronized void print(Runnable log) {
        wipe();
        log.run();
    }

    private void wipe() {
        if (!shown.isEmpty()) {
            write("\r" + " ".repeat(shown.length()) + "\r");
            shown = "";
        }
    }

    private void write(String characters) {
        if (terminal != null) {
            try {
                terminal.write(characters.getBytes(charset));
            } catch (IOException e) {
                // nobody watches any more
            }
        }
    }

    /** Leaves nothing of it behind. */
    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (this) {
            wipe();
        }
    }
}
