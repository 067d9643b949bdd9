// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import java.time.Duration;
import java.util.Locale;

/** Quantities as people read them. */
final class Shown {
    private Shown() {}

    /** {@code 350 µs}, {@code 12.3 ms}, {@code 4.32 s}, {@code 3 min 5 s}. */
    static String duration(Duration duration) {
        double micros = duration.toNanos() / 1e3;
        if (micros < 1000) {
            return format("%.0f µs", micros);
        }
        if (micros < 1e6) {
            return format(micros < 1e5 ? "%.1f ms" : "%.0f ms", micros / 1e3);
        }
        return duration.toSeconds() < 60
                ? format("%.2f s", micros / 1e6)
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    /** {@code 42 B}, {@code 1.5 KiB}, {@code 20.1 MiB}. */
    static String bytes(long bytes) {
        return bytes < 1024
                ? bytes + " B"
                : bytes < 1024 * 1024 ? format("%.1f KiB", bytes / 1024.0) : format("%.1f MiB", bytes / 1048576.0);
    }

    /** {@code 1 test}, {@code 2 tests}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
