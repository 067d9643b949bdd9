// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes a report so that nobody ever reads half of it. */
final class ReportFile {
    private ReportFile() {}

    /**
     * Writes the file in UTF-8, and the folders above it where they are missing.
     *
     * @throws PgmiException (OTHER) where it cannot be written
     */
    static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().normalize().getParent();
            if (folder == null) {
                throw new IOException("a folder cannot be written");
            }
            Files.createDirectories(folder);
            // No "temporary file" of Java's, which nobody but its owner may read.
            Path whole = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
            try {
                Files.write(whole, text.getBytes(StandardCharsets.UTF_8));
                replace(file, whole);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw new PgmiException(Outcome.OTHER, file + " cannot be written: " + e, e);
        }
    }

    private static void replace(Path file, Path by) throws IOException {
        try {
            Files.move(by, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(by, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
