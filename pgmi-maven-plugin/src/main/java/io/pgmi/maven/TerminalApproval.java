// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Environment;
import io.pgmi.deploy.OverwriteApproval;
import java.io.Console;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/** Lets whoever sits at the terminal type the database's name; a script has nobody to ask and must say force. */
final class TerminalApproval implements OverwriteApproval {
    private final MavenSession session;
    private final boolean force;

    TerminalApproval(MavenSession session, boolean force) {
        this.session = session;
        this.force = force;
    }

    @Override
    public boolean approve(String database) {
        if (force) {
            return true;
        }
        Console console = terminal();
        if (console == null
                || !session.getRequest().isInteractiveMode()
                // A CI server may well allocate a terminal, but nobody sits there.
                || Environment.SYSTEM.get("CI") != null) {
            return false;
        }
        String typed = console.readLine(
                "This drops database \"%s\" with all that is in it. Type its name to go on: ", database);
        return database.equals(typed);
    }

    @SuppressWarnings("SystemConsoleNull") // null on JDK 17; where it never is, isTerminal tells
    private static @Nullable Console terminal() {
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
