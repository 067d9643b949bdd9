// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import java.util.Optional;

/** Whether a password lets a role in. */
@FunctionalInterface
public interface PasswordCheck {
    /** Why not, for the test's own eyes (the client hears only that it failed); empty for yes. */
    Optional<String> refusal(String role, String database, String password);
}
