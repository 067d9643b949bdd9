// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.report.DeployReport.Phase;
import io.pgmi.report.DeployReport.Span;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures the phases of a deployment, of which one at most runs at a time. */
final class PhaseClock {
    private final long start = System.nanoTime();
    private final Map<Phase, Span> phases = new EnumMap<>(Phase.class);
    private @Nullable Phase running;
    private Duration runningSince = Duration.ZERO;

    /** Time since the deployment began. */
    Duration now() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    Span since(Duration from) {
        return new Span(from, now().minus(from));
    }

    /** The phase that ran before is over. */
    void begin(Phase phase) {
        if (phase != running) {
            end();
            running = phase;
            runningSince = now();
        }
    }

    void end() {
        if (running != null) {
            phases.put(running, since(runningSince));
            running = null;
        }
    }

    Map<Phase, Span> phases() {
        return phases;
    }
}
