// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a call of the test macro stands for.
 *
 * @param sql top-level statements that need an open transaction
 * @param tests how many tests they run, fixtures not counted
 */
public record TestSuite(String sql, int tests) {
    static TestSuite of(List<@Nullable String> row) {
        return new TestSuite(Objects.requireNonNull(row.get(0)), Integer.parseInt(Objects.requireNonNull(row.get(1))));
    }
}
