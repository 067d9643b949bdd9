// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of what was written to a log since a moment, for error messages. */
record LogTail(Path log, long start) {
    private static final int LINES = 15;

    static LogTail from(Path log) {
        try {
            return new LogTail(log, Files.exists(log) ? Files.size(log) : 0);
        } catch (IOException e) {
            return new LogTail(log, 0);
        }
    }

    String text() {
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(start);
            // Whatever the server's charset: malformed bytes become replacement characters.
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n  ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e + ")";
        }
    }

    String explained() {
        return ". The log, " + log + ", ends with:\n  " + text();
    }
}
