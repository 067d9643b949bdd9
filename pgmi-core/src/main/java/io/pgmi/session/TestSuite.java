// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a call of the test macro stands for.
 *
 * @param sql top-level statements that need an open transaction
 * @param tests paths of the tests that they run, in order; fixtures are not among them
 */
public record TestSuite(String sql, List<String> tests) {
    /** Between two paths: no path holds it (session API, section 1). */
    static final String SEPARATOR = "//";

    public TestSuite {
        tests = List.copyOf(tests);
    }

    static TestSuite of(List<@Nullable String> row) {
        return new TestSuite(
                Objects.requireNonNull(row.get(0)),
                Arrays.asList(Objects.requireNonNull(row.get(1)).split(SEPARATOR, -1)));
    }
}
