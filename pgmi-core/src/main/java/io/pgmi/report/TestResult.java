// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.session.TestStep.Kind;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A test or fixture, and how it ended.
 *
 * @param run which call of the test macro ran it, from 1
 * @param path such as {@code ./orders/__test__/sub/total.sql}
 * @param duration by the server's clock where it passed, by ours where it failed; null where it was skipped; whole microseconds
 * @param output what the server said meanwhile, a message or field on each line; empty where it said nothing
 */
public record TestResult(
        int run,
        Kind kind,
        String path,
        Status status,
        @Nullable Duration duration,
        String output) {
    public TestResult {
        duration = duration == null ? null : duration.truncatedTo(ChronoUnit.MICROS);
    }

    /** The four that Surefire knows. */
    public enum Status {
        PASSED,
        /** The test's SQL failed. */
        FAILED,
        /** A fixture failed, or the test was cut off: by the time limit, Ctrl-C or a lost connection. */
        ERROR,
        /** Not reached: a failing test ends the script, and so does any other failure before it. */
        SKIPPED
    }
}
