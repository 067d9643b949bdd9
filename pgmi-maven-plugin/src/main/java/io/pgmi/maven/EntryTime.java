// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.PgmiException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one time of all entries of an archive (Maven's guide "Configuring for Reproducible Builds"). */
final class EntryTime {
    /** Before it, zip has no local time in some zone (its first is 1980-01-01T00:00:00). */
    private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final LocalDateTime LATEST = LocalDateTime.of(2099, 12, 31, 23, 59, 58);

    private EntryTime() {}

    /**
     * The instant to write. Zip keeps a local time without a zone, of whole two seconds: so that it is the same text in every
     * zone, this is the instant at which this JVM's clocks show what UTC's show at the time that was asked for. Where they skip
     * that hour, as they do once in a spring, they show a later one.
     *
     * @param written ISO 8601 or seconds since 1970; a constant stands for nothing, and for the one letter by which Maven's
     *     plugins switch reproducible output off
     */
    static Instant of(@Nullable String written) {
        LocalDateTime utc = written == null || written.strip().length() < 2 ? EARLIEST : parse(written.strip());
        LocalDateTime inRange = utc.isBefore(EARLIEST) ? EARLIEST : utc.isAfter(LATEST) ? LATEST : utc;
        return inRange.withNano(0)
                .withSecond(inRange.getSecond() & ~1)
                .atZone(ZoneId.systemDefault())
                .toInstant();
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
