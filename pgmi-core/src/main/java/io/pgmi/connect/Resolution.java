// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.PgmiException;
import io.pgmi.Problem;
import java.util.List;

/**
 * What the sources come to, also where they come to nothing usable.
 *
 * @param fields every setting that was decided, with its value as written and its origin; secrets as set or unset
 * @param problems what is wrong; the configuration may be had where this is empty
 */
public record Resolution(List<ConnectionConfig.Line> fields, List<Problem> problems, ConnectionConfig partial) {
    public Resolution {
        fields = List.copyOf(fields);
        problems = List.copyOf(problems);
    }

    /**
     * The configuration, which is complete.
     *
     * @throws PgmiException (INVALID_CONFIGURATION) with everything that is wrong
     */
    public ConnectionConfig config() {
        if (!problems.isEmpty()) {
            throw PgmiException.invalidConfiguration(
                    problems.stream().map(Problem::message).toList());
        }
        return partial;
    }
}
