// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.SourcePosition;
import io.pgmi.connect.ConnectionConfig;
import io.pgmi.session.Notice;
import java.time.Duration;

/**
 * Is told what a deployment does, while it does it, on the deploying thread. What a method throws ends the deployment.
 * New events come as default methods.
 */
public interface DeployListener {
    /** Listens to nothing. */
    DeployListener NONE = new DeployListener() {};

    /** Something that doesn't stop the deployment but that users should know. */
    default void warning(String message) {}

    /** The project was read and is sound; nothing was dialled yet. */
    default void projectRead(String directory, int sourceFiles, int testFiles, int parameters) {}

    /** The connection's settings are decided; each knows where it came from, and none shows a secret. */
    default void connecting(ConnectionConfig config) {}

    default void databaseCreated(String database) {}

    default void databaseReplaced(String database) {}

    /** The session is open on the target database and holds its lock. */
    default void connected(String serverVersion, String timeZone) {}

    /** Files and parameters are rows of the session now. */
    default void filesLoaded(int files, long bytes, Duration duration) {}

    /** {@code CALL pgmi_test()} in the script stands for this many tests. */
    default void testsPlanned(int tests) {}

    /**
     * A message of deploy.sql is on its way to the server.
     *
     * @param number 1 for the head, then one for each message of the tail
     * @param count how many there are in all
     * @param statements how many statements the message holds
     */
    default void unitStarted(int number, int count, SourcePosition start, int statements) {}

    default void unitCompleted(int number, int count, Duration duration) {}

    /** The server said something; called at the moment that it arrives. */
    default void notice(Notice notice) {}
}
