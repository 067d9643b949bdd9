// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks one xz-compressed tar archive into a folder, with permissions and symbolic links. */
final class TarXz {
    private final Path target;

    TarXz(Path target) {
        this.target = target;
    }

    /** The files and links that were made, as paths relative to the folder. */
    List<String> unpack(InputStream compressed) throws IOException {
        List<String> files = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(compressed), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = inside(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.resolveSibling("."));
                    write(entry, path, tar);
                    files.add(target.relativize(path).toString());
                }
                if (!entry.isSymbolicLink()) {
                    setPermissions(path, entry.getMode());
                }
            }
        }
        return files;
    }

    private void write(TarArchiveEntry entry, Path path, InputStream content) throws IOException {
        if (entry.isSymbolicLink()) {
            inside(target.relativize(path.resolveSibling(entry.getLinkName())).toString());
            Files.createSymbolicLink(path, path.getFileSystem().getPath(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.copy(inside(entry.getLinkName()), path);
        } else {
            Files.copy(content, path);
        }
    }

    private Path inside(String name) throws IOException {
        Path path = target.resolve(name).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive's entry " + name + " points outside of the archive");
        }
        return path;
    }

    private static void setPermissions(Path path, int mode) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        // Readable for all whatever the archive says: as root, the server runs as another user.
        Set<PosixFilePermission> permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if (Files.isDirectory(path) || (mode & 0b001_000_000) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        view.setPermissions(permissions);
    }
}
