// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.PgmiException;
import io.pgmi.connect.Value;
import java.util.Arrays;
import java.util.List;

/** What names a project in a repository; always of type zip. */
record ArtifactCoordinates(String group, String name, String version, String classifier) {
    static final String TYPE = "zip";
    static final String DEFAULT_CLASSIFIER = "pgmi";

    /** @throws PgmiException (INVALID_CONFIGURATION) for anything but {@code group:name:version[:classifier]} */
    static ArtifactCoordinates parse(Value value) {
        List<String> parts =
                Arrays.stream(value.text().split(":", -1)).map(String::strip).toList();
        boolean sound = (parts.size() == 3 || parts.size() == 4)
                && parts.stream()
                        .allMatch(part -> !part.isEmpty() && part.chars().noneMatch(Character::isWhitespace));
        if (!sound) {
            throw PgmiException.invalidConfiguration(List.of("'" + value.text() + "' (" + value.origin()
                    + ") names no artifact: write group:name:version, or group:name:version:classifier where the"
                    + " classifier is not pgmi"));
        }
        return new ArtifactCoordinates(
                parts.get(0), parts.get(1), parts.get(2), parts.size() == 4 ? parts.get(3) : DEFAULT_CLASSIFIER);
    }

    @Override
    public String toString() {
        return group + ":" + name + ":" + TYPE + ":" + classifier + ":" + version;
    }
}
