// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgmi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL manual 34.16, "The Password File". */
class PasswordFileTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private PasswordFile file(String... lines) throws IOException {
        Path path = folder.resolve("pgpass");
        Files.write(path, List.of(lines));
        permissions(path, "rw-------");
        return new PasswordFile(path, "$PGPASSFILE", warnings::add);
    }

    private static boolean permissions(Path path, String text) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(text));
        return true;
    }

    private static Optional<Secret> find(PasswordFile file) {
        return file.find(new Endpoint("db", 5432), "shop", "ann");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "db:5432:shop:ann:pw, pw",
                "*:*:*:*:pw, pw",
                "db:*:shop:*:pw, pw",
                "db:5432:shop:ann:p\\:w\\\\x, p:w\\x",
                "db:5432:shop:ann:pw:rest, pw",
                "d\\b:5432:shop:ann:pw, pw",
                "`db:5432:shop:ann: pw `, ` pw `",
                "other:5432:shop:ann:pw,",
                "db:5433:shop:ann:pw,",
                "db:5432:postgres:ann:pw,",
                "db:5432:shop:bob:pw,",
                "db:5432:sho*:ann:pw,",
                "\\*:5432:shop:ann:pw,",
                "DB:5432:shop:ann:pw,",
                "#db:5432:shop:ann:pw,",
                "db:5432:shop:ann,",
                "db:5432:shop:ann:,"
            })
    void aLineGivesThePasswordIfItsFieldsMatch(String line, String expected) throws IOException {
        assertThat(find(file(line)).map(Secret::reveal)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void theFirstMatchCounts() throws IOException {
        PasswordFile file = file("# a comment", "", "x:*:*:*:no", "db:*:*:ann:first", "db:5432:shop:ann:second");

        assertThat(find(file)).contains(new Secret("first"));
    }

    @Test
    void namesWithColonAndBackslashAreEscaped() throws IOException {
        PasswordFile file = file("\\:\\:1:5432:a\\:b:c\\\\d:pw");

        assertThat(file.find(new Endpoint("::1", 5432), "a:b", "c\\d")).contains(new Secret("pw"));
    }

    @Test
    void localhostIsANameLikeAnyOther() throws IOException {
        PasswordFile file = file("localhost:*:*:*:pw");

        assertThat(file.find(new Endpoint("localhost", 5432), "shop", "ann")).isPresent();
        assertThat(file.find(new Endpoint("127.0.0.1", 5432), "shop", "ann")).isEmpty();
    }

    @Test
    void theFileIsReadOnce() throws IOException {
        PasswordFile file = file("*:*:*:*:pw");
        assertThat(find(file)).isPresent();
        Files.delete(folder.resolve("pgpass"));

        assertThat(find(file)).isPresent();
    }

    @Test
    void aMissingFileIsNoMatter() {
        assertThat(find(new PasswordFile(folder.resolve("none"), "default", warnings::add)))
                .isEmpty();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void aFileThatOthersCanAccessIsIgnoredWithOneWarning(String permissions) throws IOException {
        PasswordFile file = file("*:*:*:*:sentinel-0f3a");
        assumeTrue(permissions(folder.resolve("pgpass"), permissions), "only POSIX has permissions");

        assertThat(find(file)).isEmpty();
        assertThat(find(file)).isEmpty();
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("pgpass", "$PGPASSFILE", "chmod 0600")
                .doesNotContain("sentinel-0f3a");
    }

    @Test
    void whatIsNotAFileIsIgnoredWithAWarning() {
        assertThat(find(new PasswordFile(folder, "default", warnings::add))).isEmpty();
        assertThat(warnings).singleElement().asString().contains("not a regular file");
    }
}
