// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * libpq's password file (PostgreSQL manual 34.16): lines {@code host:port:database:user:password}, the first that matches
 * counts. Not thread-safe. The file is read when a password is first asked for, and only then.
 */
final class PasswordFile {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final Path file;
    private final String origin;
    private final Consumer<String> warnings;
    private @Nullable List<String> lines;

    PasswordFile(Path file, String origin, Consumer<String> warnings) {
        this.file = file;
        this.origin = origin;
        this.warnings = warnings;
    }

    /** The password for exactly what is being dialled; the host as the user wrote it. */
    Optional<Secret> find(Endpoint endpoint, String database, String user) {
        if (lines == null) {
            lines = read();
        }
        List<String> wanted = List.of(endpoint.host(), Integer.toString(endpoint.port()), database, user);
        for (String line : lines) {
            String password = line.startsWith("#") ? null : password(line, wanted);
            if (password != null) {
                // The first match counts; an empty password is none, as for libpq.
                return password.isEmpty() ? Optional.empty() : Optional.of(new Secret(password));
            }
        }
        return Optional.empty();
    }

    private List<String> read() {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            if (!Files.isRegularFile(file)) {
                return ignored("it is not a regular file");
            }
            if (openToOthers()) {
                return ignored("group or others have access to it; run: chmod 0600 " + file);
            }
            // Not readAllLines: it refuses what is not UTF-8, and libpq takes bytes.
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            return ignored("it cannot be read: " + e.getMessage());
        }
    }

    private List<String> ignored(String reason) {
        warnings.accept("The password file " + file + " (" + origin + ") is ignored: " + reason + ".");
        return List.of();
    }

    private boolean openToOthers() throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    }

    /** The line's fifth field where the first four match; null otherwise. */
    private static @Nullable String password(String line, List<String> wanted) {
        int at = 0;
        for (String field : wanted) {
            int end = fieldEnd(line, at);
            if (end == line.length()) {
                return null;
            }
            String pattern = line.substring(at, end);
            if (!pattern.equals("*") && !unescape(pattern).equals(field)) {
                return null;
            }
            at = end + 1;
        }
        return unescape(line.substring(at, fieldEnd(line, at)));
    }

    private static int fieldEnd(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != ':') {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, line.length());
    }

    private static String unescape(String field) {
        StringBuilder plain = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && i + 1 < field.length()) {
                i++;
            }
            plain.append(field.charAt(i));
        }
        return plain.toString();
    }
}
