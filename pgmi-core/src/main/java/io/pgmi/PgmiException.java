// SPDX-License-Identifier: Apache-2.0
package io.pgmi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of this library. Its message says what failed, where, the value in question and what to do; it never
 * holds a secret.
 */
public final class PgmiException extends RuntimeException {
    private final Outcome outcome;
    private final transient @Nullable DatabaseError databaseError;
    private final List<String> problems;

    public PgmiException(Outcome outcome, String message) {
        this(outcome, message, null, null);
    }

    public PgmiException(Outcome outcome, String message, @Nullable Throwable cause) {
        this(outcome, message, null, cause);
    }

    public PgmiException(
            Outcome outcome, String message, @Nullable DatabaseError databaseError, @Nullable Throwable cause) {
        this(outcome, message, databaseError, List.of(message), cause);
    }

    private PgmiException(
            Outcome outcome,
            String message,
            @Nullable DatabaseError databaseError,
            List<String> problems,
            @Nullable Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
        this.databaseError = databaseError;
        this.problems = List.copyOf(problems);
    }

    /** One exception for all that is wrong with a configuration, so that nobody mends it one run at a time. */
    public static PgmiException invalidConfiguration(List<String> problems) {
        return new PgmiException(Outcome.INVALID_CONFIGURATION, together(problems), null, problems, null);
    }

    /** One message for several problems. */
    public static String together(List<String> problems) {
        return problems.size() == 1
                ? problems.get(0)
                : problems.size() + " problems:\n  - " + String.join("\n  - ", problems);
    }

    public Outcome outcome() {
        return outcome;
    }

    /** What is wrong, one sentence or more for each problem; the message alone where there is only one. */
    public List<String> problems() {
        return problems;
    }

    /** What the server said, where the failure came from the server. */
    public @Nullable DatabaseError databaseError() {
        return databaseError;
    }
}
