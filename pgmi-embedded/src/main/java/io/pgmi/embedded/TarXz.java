// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
        try (InputStream tar = new XZInputStream(compressed)) {
            for (TarEntry entry = next(tar); entry != null; entry = next(tar)) {
                Path path = inside(entry.name());
                if (entry.type() == TarEntry.Type.DIRECTORY) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.resolveSibling("."));
                    write(entry, path, tar);
                    files.add(target.relativize(path).toString());
                }
                if (entry.type() != TarEntry.Type.SYMBOLIC_LINK) {
                    setPermissions(path, entry.mode());
                }
            }
            // xz keeps its checksum at the end.
            tar.transferTo(OutputStream.nullOutputStream());
        }
        return files;
    }

    private static @Nullable TarEntry next(InputStream tar) throws IOException {
        byte[] block = tar.readNBytes(TarEntry.BLOCK);
        if (block.length < TarEntry.BLOCK) {
            throw new EOFException("the archive has no end");
        }
        return TarEntry.of(block);
    }

    private void write(TarEntry entry, Path path, InputStream tar) throws IOException {
        switch (entry.type()) {
            case SYMBOLIC_LINK -> {
                inside(target.relativize(path.resolveSibling(entry.linkName())).toString());
                Files.createSymbolicLink(path, path.getFileSystem().getPath(entry.linkName()));
            }
            case HARD_LINK -> Files.copy(inside(entry.linkName()), path);
            default -> {
                try (OutputStream file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)) {
                    copy(tar, entry.size(), file);
                }
                tar.skipNBytes(-entry.size() & (TarEntry.BLOCK - 1));
            }
        }
    }

    private static void copy(InputStream in, long size, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (long left = size; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException("the archive ends in the middle of a file");
            }
            out.write(buffer, 0, n);
            left -= n;
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
