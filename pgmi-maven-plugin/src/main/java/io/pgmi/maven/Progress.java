// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.SourcePosition;
import io.pgmi.session.TestStep;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a deployment stands, in a line for people. Told by one thread, asked by another. */
final class Progress {
    private final Clock clock;
    private String doing = "";
    private int planned;
    private int done;
    private @Nullable TestStep test;
    private Instant since = Instant.EPOCH;

    Progress(Clock clock) {
        this.clock = clock;
    }

    synchronized void loading(int loaded, int files) {
        doing = "Loading files: " + loaded + " of " + files;
    }

    synchronized void testsPlanned(int tests) {
        planned += tests;
    }

    synchronized void running(SourcePosition position) {
        doing = "Running " + Path.of(position.file()).getFileName() + ":" + position.line();
        since = clock.instant();
    }

    synchronized void testStarted(TestStep step) {
        test = step;
        since = clock.instant();
    }

    synchronized void testCompleted(TestStep step) {
        done += step.kind() == TestStep.Kind.TEST ? 1 : 0;
        test = null;
        since = clock.instant();
    }

    /** Nothing runs just now. */
    synchronized void idle() {
        doing = "";
        test = null;
        since = Instant.EPOCH;
    }

    /** Empty where nothing runs. */
    synchronized String text() {
        if (doing.isEmpty() || since.equals(Instant.EPOCH)) {
            return doing;
        }
        return (test == null ? doing : "Running " + test.path()) + ", "
                + Duration.between(since, clock.instant()).toSeconds() + " s"
                + (planned == 0 ? "" : ", tests: " + done + " of " + planned + " done");
    }
}
