// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.PgmiException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as users write them: {@code 10s}, {@code 5m}, {@code 1h30m}, {@code 500ms}; a bare number is seconds. */
public final class Durations {
    // Nine digits are more than anyone needs and cannot overflow.
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern UNITS =
            Pattern.compile("(?=.)(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m(?!s))?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");

    private Durations() {}

    /**
     * Reads a duration of zero or more.
     *
     * @throws PgmiException (INVALID_CONFIGURATION) that names the text, its origin and what is accepted
     */
    public static Duration parse(Value value) {
        Duration duration = parse(value.text());
        if (duration == null) {
            throw PgmiException.invalidConfiguration(
                    List.of("'" + value.text() + "' (" + value.origin() + ") is not a duration. " + ACCEPTED));
        }
        return duration;
    }

    static final String ACCEPTED = "Write for example 10s, 5m, 1h30m or 500ms; a bare number is seconds.";

    static @Nullable Duration parse(String written) {
        String text = written.strip();
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Matcher units = UNITS.matcher(text);
        if (!units.matches()) {
            return null;
        }
        return Duration.ofHours(number(units.group(1)))
                .plusMinutes(number(units.group(2)))
                .plusSeconds(number(units.group(3)))
                .plusMillis(number(units.group(4)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
