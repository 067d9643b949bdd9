// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a goal's project is.
 *
 * @param directory the folder with deploy.sql
 * @param unpacked what was made to have it; null where it was there
 */
record ProjectSource(Path directory, @Nullable Path unpacked) {
    /**
     * Removes what was unpacked. Not to be called after a failure, whose message names files in there.
     */
    void discard() {
        if (unpacked == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(unpacked)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
