// SPDX-License-Identifier: Apache-2.0
package io.pgmi.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.metadata.Metadata;
import io.pgmi.project.PlanStep;
import io.pgmi.project.Project;
import io.pgmi.project.ProjectPath;
import io.pgmi.project.ProjectScanner;
import io.pgmi.project.SourceFile;
import io.pgmi.testing.TestProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MissingMetadataTest {
    private static final UUID ID = UUID.fromString("6c2ee43f-4ef1-4a5c-a7c5-8d9a2a5e1c11");

    @TempDir
    Path directory;

    private TestProject project;

    @BeforeEach
    void script() {
        project = new TestProject(directory).script("SELECT 1;");
    }

    private MissingMetadata.Found found() {
        return MissingMetadata.of(ProjectScanner.scan(directory), true, UUID::randomUUID);
    }

    private String written(String path) throws IOException {
        MissingMetadata.of(ProjectScanner.scan(directory), true, () -> ID)
                .missing()
                .forEach(MissingMetadata::write);
        return Files.readString(directory.resolve(path));
    }

    private List<String> rest(PlanStep step) {
        return List.of(
                step.sortKey(), step.file().path().value(), step.file().normalizedChecksum(), "" + step.idempotent());
    }

    @Test
    void planAndChecksumsStayAndEveryFileHasAnIdOfItsOwn() {
        project.file("a&b/<1>.sql", "SELECT 1;")
                .file("b.sql", "-- first\n\\set x 1\nSELECT 2;")
                .file("c.ddl", "\uFEFF/* one /* two */ */ SELECT 'x';")
                .file("empty.sql", "")
                .file("data.json", "{}");
        Project before = ProjectScanner.scan(directory);
        found().missing().forEach(MissingMetadata::write);
        Project after = ProjectScanner.scan(directory);

        assertThat(PlanStep.all(after).stream().map(this::rest))
                .isEqualTo(PlanStep.all(before).stream().map(this::rest).toList());
        List<Metadata> metadata = after.sources().stream()
                .map(SourceFile::metadata)
                .filter(Objects::nonNull)
                .toList();
        assertThat(metadata).hasSize(4).extracting(Metadata::id).doesNotHaveDuplicates();
        assertThat(metadata)
                .allMatch(one -> one.id().version() == 4 && one.sortKeys().size() == 1);
        assertThat(found().missing()).as("the second time").isEmpty();
    }

    @Test
    void theBlockIsAtTheTopWithTheFilesOwnLineEnds() throws IOException {
        project.file("crlf.sql", "\\set x 1\r\nSELECT 1;\n");
        String block = "/*\r\n<pgmi-meta id=\"" + ID + "\" idempotent=\"true\">\r\n  <sortKeys>\r\n"
                + "    <key>./crlf.sql</key>\r\n  </sortKeys>\r\n</pgmi-meta>\r\n*/\r\n";
        assertThat(written("crlf.sql")).isEqualTo(block + "\\set x 1\r\nSELECT 1;\n");
    }

    @Test
    void aByteOrderMarkStaysFirst() throws IOException {
        project.file("bom.sql", "\uFEFFSELECT 'ä😀';");
        assertThat(written("bom.sql")).startsWith("\uFEFF/*\n<pgmi-meta").endsWith("*/\nSELECT 'ä😀';");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such names")
    void aNameThatLooksLikeAComment() throws IOException {
        project.file("a*/*b.sql", "SELECT 1;").file("c\u0001.sql", "SELECT 2;");
        found().missing().forEach(MissingMetadata::write);
        assertThat(Files.readString(directory.resolve("a*/*b.sql"))).contains("<key>./a&#42;/&#42;b.sql</key>");
        assertThat(Files.readString(directory.resolve("c\u0001.sql")))
                .contains("pgmi-meta")
                .doesNotContain("<key>");
        assertThat(PlanStep.all(ProjectScanner.scan(directory)))
                .extracting(PlanStep::sortKey)
                .containsExactly("./a*/*b.sql", "./c\u0001.sql");
    }

    @Test
    void whatHasABlockOrNeedsNoneIsLeftAlone() {
        project.file("has.sql", "SELECT 1; /* <pgmi-meta id=\"" + ID + "\" idempotent=\"false\"/> */")
                .file("__test__/test.sql", "SELECT 1;")
                .file("nested/deploy.sql", "SELECT 1;");
        assertThat(found().missing()).extracting(one -> one.path().value()).containsExactly("./nested/deploy.sql");
    }

    @Test
    void aProjectWithABrokenBlockIsNotTouched() throws IOException {
        project.file("a.sql", "SELECT 1;").file("b.sql", "/* <pgmi-meta id=\"x\" idempotent=\"true\"/> */");
        assertThatThrownBy(this::found).hasMessageContaining("./b.sql:1");
        assertThat(Files.readString(directory.resolve("a.sql"), StandardCharsets.UTF_8))
                .isEqualTo("SELECT 1;");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void aFileUnderTwoPathsGetsNoId() throws IOException {
        project.file("a.sql", "SELECT 1;");
        Files.createSymbolicLink(directory.resolve("b.sql"), Path.of("a.sql"));
        assertThat(found().missing()).isEmpty();
        assertThat(found().linked()).containsExactly(new ProjectPath("./a.sql"), new ProjectPath("./b.sql"));
    }
}
