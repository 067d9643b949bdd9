// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Puts JSON into a file. */
final class JsonFile {
    private JsonFile() {}

    /**
     * Writes the file, and the folders above it where they are missing.
     *
     * @param value as {@link Json#write} takes it
     * @throws PgmiException (OTHER) where it cannot be written
     */
    static void write(@Nullable Object value, Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file, Json.write(value).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new PgmiException(Outcome.OTHER, file + " cannot be written: " + e, e);
        }
    }
}
