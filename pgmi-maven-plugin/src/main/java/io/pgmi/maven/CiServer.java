// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.SourcePosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a CI server reads in a build's standard output: each method gives one line for it, or null for none. */
interface CiServer {
    /**
     * Something that its users should be pointed to.
     *
     * @param error whether it failed the build; else it is a warning
     * @param message several lines
     * @param position where; the file as an absolute path. Null where there is no place
     * @param code such as an SQLSTATE; null for none
     */
    record Finding(
            boolean error,
            String title,
            String message,
            @Nullable SourcePosition position,
            @Nullable String code) {}

    @Nullable
    String annotation(Finding finding);

    /** Begins what belongs together. */
    default @Nullable String begin(Instant now) {
        return null;
    }

    /** Ends what {@link #begin} began. */
    default @Nullable String end(Instant now) {
        return null;
    }
}
