// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.PgmiException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one time of all entries of an archive (Maven's guide "Configuring for Reproducible Builds"). */
final class EntryTime {
    /** What Maven's own plugins take for an archive that should have no time; zip's first is 1980-01-01T00:00:00. */
    private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final LocalDateTime LATEST = LocalDateTime.of(2099, 12, 31, 23, 59, 58);

    private EntryTime() {}

    /**
     * The time to write, of UTC: zip keeps a local time without a zone, of whole two seconds.
     *
     * @param written ISO 8601 or seconds since 1970; a constant stands for nothing, and for the one letter by which Maven's
     *     plugins switch reproducible output off
     */
    static LocalDateTime of(@Nullable String written) {
        LocalDateTime utc = written == null || written.strip().length() < 2 ? EARLIEST : parse(written.strip());
        LocalDateTime inRange = utc.isBefore(EARLIEST) ? EARLIEST : utc.isAfter(LATEST) ? LATEST : utc;
        return inRange.withNano(0).withSecond(inRange.getSecond() & ~1);
    }

    private static LocalDateTime parse(String written) {
        try {
            return written.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? LocalDateTime.ofEpochSecond(Long.parseLong(written), 0, ZoneOffset.UTC)
                    : OffsetDateTime.parse(written)
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toLocalDateTime();
        } catch (DateTimeException | NumberFormatException e) {
            throw PgmiException.invalidConfiguration(List.of("outputTimestamp '" + written
                    + "' (project.build.outputTimestamp) is no time: write ISO 8601 such as 2026-11-23T00:00:00Z, or seconds"
                    + " since 1970"));
        }
    }
}
