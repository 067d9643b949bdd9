// SPDX-License-Identifier: Apache-2.0
package io.pgmi.check;

import java.util.regex.Pattern;

/** How a parameter for the driver may be shown: {@code options} can carry anything into the session, a secret too. */
final class DriverText {
    private static final Pattern SECRET = Pattern.compile("(?i)pass|pwd|secret|token|key|credential");

    private DriverText() {}

    static String shown(String text) {
        return SECRET.matcher(text).find() ? "set" : text;
    }
}
