// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Environment;
import org.fusesource.jansi.Ansi;
import org.jspecify.annotations.Nullable;

/**
 * Emphasis, where Maven itself colours what it prints, and no <a href="https://no-color.org">NO_COLOR</a> forbids it.
 *
 * @param coloured whether to emphasize at all
 */
record Style(boolean coloured) {
    static Style of(Environment environment) {
        return new Style(colours() && !isSet(environment.get("NO_COLOR")));
    }

    private static boolean colours() {
        try {
            return Ansi.isEnabled();
        } catch (LinkageError e) {
            return false; // Jansi is what Maven 3.6 to 4 colour with, and let plugins see; another may do without
        }
    }

    private static boolean isSet(@Nullable String variable) {
        return variable != null && !variable.isEmpty();
    }

    String strong(String text) {
        return coloured ? Ansi.ansi().bold().a(text).reset().toString() : text;
    }

    String success(String text) {
        return coloured ? Ansi.ansi().bold().fgGreen().a(text).reset().toString() : text;
    }

    String failure(String text) {
        return coloured ? Ansi.ansi().bold().fgRed().a(text).reset().toString() : text;
    }
}
