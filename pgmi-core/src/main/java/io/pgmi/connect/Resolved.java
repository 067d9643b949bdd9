// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.List;

/**
 * A setting that has been decided.
 *
 * @param value the effective value
 * @param origin where it was written, or that it is a default
 * @param overrode the origins of lower precedence that had a value too, highest first
 */
public record Resolved<T>(T value, String origin, List<String> overrode) {
    /** The origin of a setting that has to have a value and has none. */
    static final String NOWHERE = "nowhere";

    public Resolved {
        overrode = List.copyOf(overrode);
    }

    /** {@code from $PGHOST}, or {@code default}: as it stands in a sentence. */
    String whence() {
        return origin.startsWith("default") ? origin : "from " + origin;
    }

    /** Another reading of the same setting: its number, its enum constant. */
    <R> Resolved<R> as(R other) {
        return new Resolved<>(other, origin, overrode);
    }
}
