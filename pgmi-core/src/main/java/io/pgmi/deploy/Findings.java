// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs each check, also where an earlier one failed, and collects what they find. */
final class Findings {
    private final List<String> problems = new ArrayList<>();

    /** Null where the check failed. A failure that is no configuration's, such as a missing script, ends all. */
    <T> @Nullable T check(Supplier<T> check) {
        try {
            return check.get();
        } catch (PgmiException e) {
            if (e.outcome() != Outcome.INVALID_CONFIGURATION) {
                throw e;
            }
            problems.addAll(e.problems());
            return null;
        }
    }

    void add(List<String> found) {
        problems.addAll(found);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    /** @throws PgmiException INVALID_CONFIGURATION with everything that was found */
    void end() {
        if (!problems.isEmpty()) {
            throw PgmiException.invalidConfiguration(problems);
        }
    }
}
