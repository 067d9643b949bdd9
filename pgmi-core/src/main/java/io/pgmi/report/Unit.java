// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.SourcePosition;
import io.pgmi.report.DeployReport.Span;
import org.jspecify.annotations.Nullable;

/**
 * A message that a part of deploy.sql was sent as.
 *
 * @param head whether it is the first, which is one transaction; all others are statements of the tail
 * @param position where in the file it starts
 * @param statements how many it holds, those that the test macro stands for included
 * @param rows how many rows its statements wrote by their command tags, which DO blocks do not have; null where it failed
 */
public record Unit(
        boolean head,
        SourcePosition position,
        int statements,
        Span span,
        @Nullable Long rows) {}
