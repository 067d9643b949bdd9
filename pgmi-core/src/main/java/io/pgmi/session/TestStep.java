// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

/**
 * A file that a test suite runs.
 *
 * @param path such as {@code ./orders/__test__/sub/total.sql}
 * @param directory the one that holds it, with a slash at its end
 * @param ordinal the step's number in its suite as pgmi_test_plan gives it; it grows from step to step, and each call of the
 *     macro begins at 1 again
 */
public record TestStep(Kind kind, String path, String directory, int ordinal) {
    /** What the file is there for. */
    public enum Kind {
        /** Makes what the tests of its directory, and of those beneath, find. */
        FIXTURE,
        TEST
    }
}
