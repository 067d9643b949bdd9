// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import io.pgmi.PgmiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A key or certificate file, and how it got its name.
 *
 * @param setting what named it: {@code sslKey}
 * @param name as written
 * @param whence the setting's origin as it stands in a sentence: {@code from $PGSSLKEY}, {@code default}
 */
public record TlsFile(String setting, String name, String whence) {
    /** A bundle of all public authorities has a quarter of it. */
    private static final int LONGEST = 1 << 20;

    /**
     * The whole file.
     *
     * @throws PgmiException (INVALID_CONFIGURATION) when it is missing, unreadable or above 1 MiB
     */
    byte[] read() {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw problem("is a folder. Name the file in it.");
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] content = in.readNBytes(LONGEST + 1);
                if (content.length > LONGEST) {
                    throw problem("is larger than 1 MiB, so it is neither a key nor a certificate.");
                }
                return content;
            }
        } catch (NoSuchFileException e) {
            throw problem("does not exist. Correct the name, or remove the setting.");
        } catch (IOException e) {
            throw problem("cannot be read: " + e + ". Let the user who runs the build read it.");
        } catch (InvalidPathException e) {
            throw problem("is not a file name: " + e.getReason() + ".");
        }
    }

    /** @param predicate with remedy, as full sentences that begin after the file's name */
    PgmiException problem(String predicate) {
        return PgmiException.invalidConfiguration(List.of(this + " " + predicate));
    }

    /** {@code sslKey 'client.key' (from $PGSSLKEY)}. */
    @Override
    public String toString() {
        return setting + " '" + name + "' (" + whence + ")";
    }
}
