// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import io.pgmi.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an error stems from.
 *
 * @param positions one for each file that has the text in question, at least one
 * @param excerpt the line of the first with a caret, two lines; null where only the file is known
 * @param calledFrom where deploy.sql ran that file; null where deploy.sql itself is the place
 * @param where the server's call stack with paths in place of whole files, or null
 */
public record Place(
        List<SourcePosition> positions,
        @Nullable String excerpt,
        @Nullable SourcePosition calledFrom,
        @Nullable String where) {
    public Place {
        positions = List.copyOf(positions);
    }
}
