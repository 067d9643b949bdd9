// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.deploy.OverwriteApproval;
import java.io.Console;
import org.apache.maven.execution.MavenSession;

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
        Console console = Terminal.console(session);
        if (console == null) {
            return false;
        }
        String typed = console.readLine(
                "This drops database \"%s\" with all that is in it. Type its name to go on: ", database);
        return database.equals(typed);
    }
}
