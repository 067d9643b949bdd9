// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import java.time.Duration;

/** Is told what the server says while a part of a script runs, on the thread that waits for its end. */
public interface ScriptListener {
    /** The server said something; called at the moment that it arrives. */
    default void notice(Notice notice) {}

    /** A test or fixture starts. Whatever is told until the next event of this kind, notices too, is about it. */
    default void testStarted(TestStep step) {}

    /**
     * The test or fixture that started last ended well. One that fails ends the script, so nothing follows its start.
     *
     * @param duration of its own SQL by the server's clock: without callbacks and savepoints, and without the network
     */
    default void testCompleted(TestStep step, Duration duration) {}
}
