// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.SourcePosition;
import io.pgmi.session.ServerActivity;
import io.pgmi.session.TestStep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment is busy with.
 *
 * @param position the first statement of deploy.sql that the server has not reported as complete
 * @param orLater whether a later statement may be running: the server reports those of one message together
 * @param test the test or fixture that runs; null outside of a suite
 * @param duration since the test started, else since the message with the statement was sent
 * @param activity what the server says of it; null where that could not be found out
 */
public record RunningStatement(
        SourcePosition position,
        boolean orLater,
        @Nullable TestStep test,
        Duration duration,
        @Nullable ServerActivity activity) {}
