// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Environment;
import java.io.Console;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/** Whether somebody sits before a terminal that this build prints to and reads from. */
final class Terminal {
    private Terminal() {}

    /** Null in batch mode, behind a pipe, and on a CI server, which may well allocate a terminal. */
    static @Nullable Console console(MavenSession session) {
        return session.getRequest().isInteractiveMode() && Environment.SYSTEM.get("CI") == null ? console() : null;
    }

    @SuppressWarnings("SystemConsoleNull") // null on JDK 17; where it never is, isTerminal tells
    private static @Nullable Console console() {
        Console console = System.console();
        try {
            return console != null
                            && (boolean) Console.class.getMethod("isTerminal").invoke(console)
                    ? console
                    : null;
        } catch (NoSuchMethodException e) {
            return console; // before JDK 22 there is a console only at a terminal
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
