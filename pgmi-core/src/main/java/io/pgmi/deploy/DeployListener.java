// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.SourcePosition;
import io.pgmi.connect.ConnectionConfig;
import io.pgmi.project.Project;
import io.pgmi.session.ScriptListener;
import java.time.Duration;
import java.util.List;

/**
 * Is told what a deployment does, while it does it, on the deploying thread but for {@link #statementRunning}. What a
 * method throws ends the deployment. New events come as default methods.
 */
public interface DeployListener extends ScriptListener {
    /** Listens to nothing. */
    DeployListener NONE = new DeployListener() {};

    /** Tells each of these the same, in this order. */
    static DeployListener all(DeployListener... listeners) {
        return FanOut.to(List.of(listeners));
    }

    /** Something that doesn't stop the deployment but that users should know. */
    default void warning(String message) {}

    /** The project was read and is sound; nothing was dialled yet. */
    default void projectRead(Project project, int parameters) {}

    /** The connection's settings are decided; each knows where it came from, and none shows a secret. */
    default void connecting(ConnectionConfig config) {}

    default void databaseCreated(String database) {}

    default void databaseReplaced(String database) {}

    /** The session is open on the target database and holds its lock. */
    default void connected(String serverVersion, String timeZone) {}

    /** So many of the project's files are on their way into the session; called for each. */
    default void filesLoading(int loaded, int files) {}

    /** Files and parameters are rows of the session now. */
    default void filesLoaded(int files, long bytes, Duration duration) {}

    /** {@code CALL pgmi_test()} in the script stands for the tests with these paths, in this order. */
    default void testsPlanned(List<String> tests) {}

    /**
     * A message of deploy.sql is on its way to the server.
     *
     * @param number 1 for the head, then one for each message of the tail
     * @param count how many there are in all
     * @param statements how many statements the message holds
     */
    default void unitStarted(int number, int count, SourcePosition start, int statements) {}

    /**
     * A message of deploy.sql did all that it was sent for.
     *
     * @param rows how many rows its statements wrote, as their command tags tell; a DO block has no such tag
     */
    default void unitCompleted(int number, int count, Duration duration, long rows) {}

    /**
     * A message of deploy.sql has been running for another 30 seconds. The one event that comes on a thread of its own, and
     * so possibly together with one of the others; never after {@link #unitCompleted}. What it throws ends these signs only.
     */
    default void statementRunning(RunningStatement statement) {}
}
