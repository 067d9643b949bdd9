// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.PgmiException;
import io.pgmi.project.ProjectSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long all of it may take: the parameter, else pgmi.yaml's timeout, else 3 minutes. */
public final class TimeLimit {
    private TimeLimit() {}

    /** The value that counts, as it was written. */
    public static Resolved<String> written(@Nullable Value parameter, ProjectSettings settings) {
        Value ofProject = settings.timeout() == null
                ? null
                : new Value(settings.timeout().value(), settings.timeout().origin());
        if (parameter != null) {
            return new Resolved<>(
                    parameter.text().strip(),
                    parameter.origin(),
                    ofProject == null ? List.of() : List.of(ofProject.origin()));
        }
        return ofProject == null
                ? new Resolved<>("3m", "default", List.of())
                : new Resolved<>(ofProject.text().strip(), ofProject.origin(), List.of());
    }

    /**
     * What it says.
     *
     * @throws PgmiException (INVALID_CONFIGURATION) where it is no duration, or leaves no time
     */
    public static Duration parse(Resolved<String> written) {
        Duration timeout = Durations.parse(new Value(written.value(), written.origin()));
        if (timeout.isZero()) {
            throw PgmiException.invalidConfiguration(List.of("a timeout of '" + written.value() + "' ("
                    + written.origin() + ") leaves no time to deploy. Write for example 90s, 5m or 1h30m"));
        }
        return timeout;
    }
}
