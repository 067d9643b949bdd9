// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which PostgreSQL is asked for.
 *
 * @param text empty for the newest; {@code 16} for the newest of a major; {@code 16.4} for the newest build of a minor;
 *     {@code 16.4.0} for exactly these binaries
 */
record PostgresVersion(String text) {
    private static final Pattern FORM =
            Pattern.compile("|[1-9][0-9]*(\\.[0-9]+){0,1}|[1-9][0-9]*(\\.[0-9]+){2}(-[0-9]+)?");
    /** Oldest that is supported. */
    private static final int OLDEST_MAJOR = 11;

    PostgresVersion {
        text = text.strip();
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is no PostgreSQL version. Accepted: a major such as 16, a minor such as 16.4, or an exact"
                    + " version of the binaries such as 16.4.0");
        }
    }

    /** Whether there is nothing to choose. */
    boolean isExact() {
        return text.indexOf('.') != text.lastIndexOf('.');
    }

    /** Those of the published versions that were asked for, newest first. */
    List<String> candidates(List<String> publishedOldestFirst) {
        List<String> found = new ArrayList<>(supported(publishedOldestFirst)
                .filter(version -> text.isEmpty() || version.equals(text) || version.startsWith(text + "."))
                .toList());
        Collections.reverse(found);
        return found;
    }

    /** Such as "11, 12, 18". */
    static String majors(List<String> published) {
        return supported(published)
                .map(PostgresVersion::major)
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> supported(List<String> published) {
        return published.stream().filter(version -> major(version) >= OLDEST_MAJOR);
    }

    private static int major(String version) {
        String digits = version.split("\\.", 2)[0];
        return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : 0;
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "newest" : text;
    }
}
