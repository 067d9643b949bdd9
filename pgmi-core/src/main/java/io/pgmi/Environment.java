// SPDX-License-Identifier: Apache-2.0
package io.pgmi;

import org.jspecify.annotations.Nullable;

/** Environment variables, handed in so that nothing else reads the process's own. */
@FunctionalInterface
public interface Environment {
    /** The environment of this process. */
    Environment SYSTEM = System::getenv;

    /** The variable's value, or null where it is not set. An empty value counts as set; callers decide what it means. */
    @Nullable
    String get(String name);
}
