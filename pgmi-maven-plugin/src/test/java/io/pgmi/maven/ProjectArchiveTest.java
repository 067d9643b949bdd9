// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pgmi.PgmiException;
import io.pgmi.project.PlanStep;
import io.pgmi.project.ProjectPath;
import io.pgmi.project.ProjectScanner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is packed is what is loaded, the same bytes wherever and whenever, and nothing that must stay at home. */
class ProjectArchiveTest {
    @TempDir
    Path folder;

    private Path project;

    @BeforeEach
    void project() throws IOException {
        project = folder.resolve("project");
        List<String> paths = List.of(
                "z.sql",
                "a/Ä😀.sql",
                "B.sql",
                "a.txt",
                "__test__/t.sql",
                "__test__/data.csv",
                "Deploy.SQL",
                "pgmi.yaml");
        write(project, paths);
    }

    private static void write(Path directory, List<String> paths) throws IOException {
        for (String path : paths) {
            file(directory, path, path.endsWith(".yaml") ? "timeout: 3m" : "\uFEFFSELECT 1; -- " + path + "\r\n");
        }
    }

    private static void file(Path directory, String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Path pack(Path directory, String name) {
        Path zip = folder.resolve(name);
        new ProjectArchive(ProjectScanner.scan(directory), EntryTime.of("2026-11-23T10:20:31+02:00")).write(zip);
        return zip;
    }

    @SuppressWarnings("deprecation") // What replaces the constructor speaks in types of yet another library.
    private static List<ZipArchiveEntry> entries(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip)) {
            return Collections.list(file.getEntriesInPhysicalOrder());
        }
    }

    @Test
    void theSameFilesGiveTheSameBytesInAnyZoneAndOrder() throws IOException {
        byte[] one = Files.readAllBytes(pack(project, "one.zip"));
        Path copy = folder.resolve("copy");
        List<String> reversed = new ArrayList<>(List.of(
                "pgmi.yaml",
                "Deploy.SQL",
                "__test__/data.csv",
                "__test__/t.sql",
                "a.txt",
                "B.sql",
                "a/Ä😀.sql",
                "z.sql"));
        write(copy, reversed);
        Files.setLastModifiedTime(copy.resolve("z.sql"), FileTime.from(Instant.EPOCH));
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String other : List.of("Asia/Tokyo", "America/Los_Angeles", "UTC")) {
                TimeZone.setDefault(TimeZone.getTimeZone(other));
                assertThat(Files.readAllBytes(pack(copy, "two.zip"))).as(other).isEqualTo(one);
            }
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void aDriveOfWindowsGivesTheSameBytes() throws IOException {
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path copy = windows.getPath("C:\\projects\\shop");
            write(
                    copy,
                    List.of(
                            "z.sql",
                            "a/Ä😀.sql",
                            "B.sql",
                            "a.txt",
                            "__test__/t.sql",
                            "__test__/data.csv",
                            "Deploy.SQL",
                            "pgmi.yaml"));
            Path zip = pack(copy, "two.zip");
            assertThat(zip).hasSameBinaryContentAs(pack(project, "one.zip"));
            Path unpacked = windows.getPath("C:\\unpacked");
            Unzip.into(unpacked, zip);
            assertThat(PlanStep.all(ProjectScanner.scan(unpacked)))
                    .isEqualTo(PlanStep.all(ProjectScanner.scan(project)));
        }
    }

    @Test
    void entriesAreSortedAndSayNothingOfTheMachine() throws IOException {
        List<ZipArchiveEntry> entries = entries(pack(project, "one.zip"));
        assertThat(entries)
                .extracting(ZipArchiveEntry::getName)
                .containsExactly(
                        "B.sql",
                        "Deploy.SQL",
                        "__test__/data.csv",
                        "__test__/t.sql",
                        "a.txt",
                        "a/Ä😀.sql",
                        "pgmi.yaml",
                        "z.sql");
        assertThat(entries)
                .allMatch(entry -> entry.getUnixMode() == 0100644)
                .allMatch(entry -> entry.getTimeLocal().toString().equals("2026-11-23T08:20:30"));
    }

    @Test
    void whatIsUnpackedIsTheSameProject() {
        Path unpacked = folder.resolve("unpacked");
        Unzip.into(unpacked, pack(project, "one.zip"));
        assertThat(PlanStep.all(ProjectScanner.scan(unpacked))).isEqualTo(PlanStep.all(ProjectScanner.scan(project)));
        assertThat(ProjectScanner.scan(unpacked).tests())
                .isEqualTo(ProjectScanner.scan(project).tests());
        assertThat(unpacked.resolve("a/Ä😀.sql"))
                .hasSameBinaryContentAs(project.resolve("a/Ä😀.sql"))
                .content(StandardCharsets.UTF_8)
                .startsWith("\uFEFF");
    }

    @Test
    void secretsStayAtHome() throws IOException {
        file(project, ".env", "PGPASSWORD=x");
        file(project, "a/.pgpass", "x");
        file(project, "node_modules/x.sql", "x");
        file(project, "client.KEY", "text");
        file(project, "pgpass.conf", "x");
        file(project, "server.pem", "cert\n-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        file(project, "sample.sql", "SELECT '-----BEGIN PRIVATE KEY-----'");
        Path zip = folder.resolve("one.zip");
        List<ProjectPath> left = new ProjectArchive(ProjectScanner.scan(project), EntryTime.of(null)).write(zip);
        assertThat(left)
                .extracting(ProjectPath::value)
                .containsExactly("./client.KEY", "./pgpass.conf", "./server.pem");
        assertThat(entries(zip))
                .hasSize(9)
                .extracting(ZipArchiveEntry::getName)
                .contains("sample.sql")
                .noneMatch(name -> name.contains("/.") || name.startsWith(".") || name.contains("node_modules"));
        assertThat(entries(zip))
                .allMatch(entry -> entry.getTimeLocal().toString().equals("1980-02-01T00:00"));
    }

    @Test
    void aTimeThatIsNoneIsAnError() {
        assertThatThrownBy(() -> EntryTime.of("yesterday"))
                .hasMessageContainingAll("'yesterday'", "project.build.outputTimestamp");
        assertThat(EntryTime.of("x")).as("Maven's way to switch it off").isEqualTo(EntryTime.of(null));
        assertThat(EntryTime.of("1795335631")).isEqualTo(EntryTime.of("2026-11-22T08:20:31Z"));
    }

    private Path zip(String... names) throws IOException {
        Path zip = folder.resolve("evil.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(new byte[1000]);
            }
        }
        return zip;
    }

    @Test
    void nothingIsUnpackedOutside() throws IOException {
        Path into = folder.resolve("x/into");
        for (String name : List.of("../evil.sql", "a/../../evil.sql", "/tmp/pgmi-evil.sql", "..\\evil.sql")) {
            assertThatThrownBy(() -> Unzip.into(into, zip("ok.sql", name)))
                    .isInstanceOf(PgmiException.class)
                    .hasMessageContainingAll("evil.zip", "'" + name + "' would lie outside");
        }
        assertThat(folder.resolve("x/evil.sql")).doesNotExist();
        assertThat(folder.resolve("evil.sql")).doesNotExist();
        assertThat(Path.of("/tmp/pgmi-evil.sql")).doesNotExist();
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        assertThatThrownBy(() -> Unzip.into(folder.resolve("into"), zip("a", "b", "c"), 2500))
                .hasMessageContaining("holds more than 2500 bytes");
        assertThat(Files.exists(folder.resolve("into/c"))).isTrue();
        assertThat(Files.size(folder.resolve("into/c"))).isLessThan(1000);
    }

    @Test
    void whatIsNoZipIsAnError() throws IOException {
        Files.writeString(folder.resolve("no.zip"), "text");
        assertThatThrownBy(() -> Unzip.into(folder.resolve("into"), folder.resolve("no.zip")))
                .isInstanceOf(PgmiException.class)
                .hasMessageContainingAll("no.zip", "cannot be unpacked");
    }
}
