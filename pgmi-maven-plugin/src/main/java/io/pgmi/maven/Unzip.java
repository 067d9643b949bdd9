// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks an archive, and nothing beside the folder that it is unpacked into. */
final class Unzip {
    /** No project is nearly as large: a session would have to hold it. */
    private static final long MOST_BYTES = 4L << 30;

    private static final int MOST_ENTRIES = 100_000;

    private final Path archive;
    private final long mostBytes;
    private long bytes;

    private Unzip(Path archive, long mostBytes) {
        this.archive = archive;
        this.mostBytes = mostBytes;
    }

    /**
     * Unpacks all of it.
     *
     * @param folder made where it is missing
     * @throws PgmiException (INVALID_CONFIGURATION) for an archive that is damaged, too large, or names files outside of itself
     */
    static void into(Path folder, Path archive) {
        into(folder, archive, MOST_BYTES);
    }

    static void into(Path folder, Path archive, long mostBytes) {
        try {
            new Unzip(archive, mostBytes).unpack(folder);
        } catch (IOException e) {
            throw new PgmiException(
                    Outcome.INVALID_CONFIGURATION, archive + " cannot be unpacked into " + folder + ": " + e, e);
        }
    }

    private void unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (ZipFile zip = new ZipFile(archive.toFile(), StandardCharsets.UTF_8)) {
            if (zip.size() > MOST_ENTRIES) {
                throw refused("it has " + zip.size() + " entries, more than " + MOST_ENTRIES);
            }
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Path target = target(folder, entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (InputStream in = zip.getInputStream(entry);
                            OutputStream out = Files.newOutputStream(target)) {
                        copy(in, out);
                    }
                }
            }
        }
    }

    private Path target(Path folder, String name) {
        try {
            Path target = folder.resolve(name).normalize();
            if (target.startsWith(folder.normalize()) && name.indexOf('\\') < 0) {
                return target;
            }
        } catch (InvalidPathException e) {
            // as good as one that leads elsewhere
        }
        throw refused("its entry '" + name + "' would lie outside of it");
    }

    /** Counted here: what an archive says of its entries' sizes may be a lie. */
    private void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes += n;
            if (bytes > mostBytes) {
                throw refused("it holds more than " + mostBytes + " bytes");
            }
            out.write(buffer, 0, n);
        }
    }

    private PgmiException refused(String why) {
        return PgmiException.invalidConfiguration(
                List.of(archive + " is no project that pgmi:package made: " + why + ". Check where it comes from"));
    }
}
