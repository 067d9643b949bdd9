// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a deployment failed.
 *
 * @param message the server's primary message, else the whole
 * @param report the whole, as the build's log shows it: places, message, excerpt, what to do
 * @param sqlState five characters; null where the failure is not the server's
 * @param detail the server's, and likewise the next two; null where it gave none
 * @param positions where in the project it happened, the most telling first; empty without evidence
 * @param excerpt the source line at the first position with a caret beneath; null without a position
 * @param problems all that is wrong with a configuration, else the one message
 */
public record DeployError(
        String message,
        String report,
        @Nullable String sqlState,
        @Nullable String detail,
        @Nullable String hint,
        @Nullable String where,
        List<SourcePosition> positions,
        @Nullable String excerpt,
        List<String> problems) {
    public DeployError {
        positions = List.copyOf(positions);
        problems = List.copyOf(problems);
    }
}
