// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** The archives are written by another implementation of tar. */
class TarXzTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());

    private void add(TarArchiveEntry entry, byte[] content) throws IOException {
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private void file(String name, int mode, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        add(entry, content);
    }

    private void link(String name, byte type, String to) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setLinkName(to);
        add(entry, new byte[0]);
    }

    private byte[] written() throws IOException {
        tar.close();
        return bytes.toByteArray();
    }

    private static byte[] compressed(byte[] archive) throws IOException {
        ByteArrayOutputStream xz = new ByteArrayOutputStream();
        try (XZOutputStream out = new XZOutputStream(xz, new LZMA2Options(0))) {
            out.write(archive);
        }
        return xz.toByteArray();
    }

    private List<String> unpack(byte[] archive) throws IOException {
        return new TarXz(folder).unpack(new ByteArrayInputStream(compressed(archive)));
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (i * 31 + i / 251);
        }
        return content;
    }

    @Test
    void filesOfAnySizeAndFoldersAreUnpacked() throws IOException {
        List<Integer> sizes = List.of(0, 1, 511, 512, 513, 1 << 16, (1 << 16) + 1, 300_000);
        add(new TarArchiveEntry("share/empty/"), new byte[0]);
        for (int size : sizes) {
            file("share/" + size, 0100644, content(size));
        }
        file("share/Ä😀.txt", 0100644, content(3));
        file("x".repeat(99), 0100644, content(4));
        assertThat(unpack(written()))
                .hasSize(sizes.size() + 2)
                .contains(Path.of("share", "Ä😀.txt").toString(), "x".repeat(99));
        for (int size : sizes) {
            assertThat(folder.resolve("share/" + size)).hasBinaryContent(content(size));
        }
        assertThat(folder.resolve("share/empty")).isEmptyDirectory();
        assertThat(folder.resolve("share/Ä😀.txt")).hasBinaryContent(content(3));
    }

    @Test
    void aLongNameOfPosixIsPutTogether() throws IOException {
        byte[] archive = entryWithPrefix("ustar\00000");
        unpack(archive);
        assertThat(folder.resolve("long/folder/name")).hasBinaryContent(content(3));
    }

    @Test
    void whereGnuTarHasTimesNoNameIsRead() throws IOException {
        unpack(entryWithPrefix("ustar  \0"));
        assertThat(folder.resolve("name")).hasBinaryContent(content(3));
    }

    private byte[] entryWithPrefix(String magic) throws IOException {
        file("name", 0100644, content(3));
        byte[] archive = written();
        byte[] prefix = "long/folder".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic.getBytes(StandardCharsets.US_ASCII), 0, archive, 257, 8);
        System.arraycopy(prefix, 0, archive, 345, prefix.length);
        Arrays.fill(archive, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += Byte.toUnsignedInt(archive[i]);
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII), 0, archive, 148, 8);
        return archive;
    }

    @Test
    void programsCanBeRunAndLinksFollowed() throws IOException {
        assumeFalse(Account.isWindows(), "Windows has no such permissions, and links only for administrators");
        file("bin/postgres", 0100755, content(10));
        file("share/data", 0100600, content(10));
        link("lib/libpq.so", TarConstants.LF_SYMLINK, "../share/data");
        link("bin/postmaster", TarConstants.LF_LINK, "bin/postgres");
        unpack(written());
        assertThat(folder.resolve("bin/postgres")).isExecutable();
        assertThat(Files.isExecutable(folder.resolve("share/data"))).isFalse();
        assertThat(folder.resolve("lib/libpq.so")).isSymbolicLink().hasBinaryContent(content(10));
        assertThat(folder.resolve("bin/postmaster")).hasBinaryContent(content(10));
    }

    @Test
    void nothingIsWrittenOutside() throws IOException {
        file("../evil", 0100644, content(1));
        assertThatThrownBy(() -> unpack(written())).hasMessageContaining("../evil points outside");
        assertThat(folder.resolveSibling("evil")).doesNotExist();
    }

    @Test
    void noLinkLeadsOutside() throws IOException {
        link("lib/evil", TarConstants.LF_SYMLINK, "../../evil");
        assertThatThrownBy(() -> unpack(written())).hasMessageContaining("evil points outside");
    }

    @Test
    void whatExtendsTheFormatIsRefused() throws IOException {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        file("x".repeat(101), 0100644, content(1));
        assertThatThrownBy(() -> unpack(written())).hasMessageContaining("not supported ('L')");
    }

    @Test
    void damageIsNoticed() throws IOException {
        file("share/data", 0100644, content(2000));
        byte[] archive = written();
        assertThatThrownBy(() -> unpack(Arrays.copyOf(archive, 1000))).hasMessageContaining("middle of a file");
        archive[3] ^= 1;
        assertThatThrownBy(() -> unpack(archive)).hasMessageContaining("checksum");
    }

    @Test
    void anArchiveThatEndsTooEarlyIsDamaged() throws IOException {
        file("share/data", 0100644, content(512));
        assertThatThrownBy(() -> unpack(Arrays.copyOf(written(), 1024))).hasMessageContaining("no end");
    }

    @Test
    void theChecksumOfTheCompressionIsLookedAt() throws IOException {
        file("share/data", 0100644, content(2000));
        byte[] xz = compressed(written());
        // The last block of the stream's own index, behind all of the data.
        xz[xz.length - 13] ^= 1;
        assertThatThrownBy(() -> new TarXz(folder).unpack(new ByteArrayInputStream(xz)))
                .isInstanceOf(org.tukaani.xz.CorruptedInputException.class);
    }
}
