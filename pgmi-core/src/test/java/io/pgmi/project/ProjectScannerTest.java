// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectScannerTest {
    private static final String ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

    @TempDir
    private Path root;

    @BeforeEach
    void writeDeployScript() throws IOException {
        write("deploy.sql", "SELECT 1;");
    }

    private void write(String path, String text) throws IOException {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String path, byte[] bytes) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private void link(String path, Path target) throws IOException {
        try {
            Files.createSymbolicLink(root.resolve(path), target);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Assumptions.abort("symbolic links need a privilege here: " + e);
        }
    }

    private List<String> sources() {
        return ProjectScanner.scan(root).sources().stream()
                .map(file -> file.path().value())
                .toList();
    }

    private static String failure(Outcome outcome, ThrowingCallable action) {
        PgmiException[] caught = new PgmiException[1];
        assertThatThrownBy(action)
                .asInstanceOf(InstanceOfAssertFactories.type(PgmiException.class))
                .satisfies(error -> {
                    assertThat(error.outcome()).isEqualTo(outcome);
                    caught[0] = error;
                });
        return String.valueOf(caught[0].getMessage());
    }

    private String problem() {
        return failure(Outcome.INVALID_CONFIGURATION, () -> ProjectScanner.scan(root));
    }

    @Test
    void filesOfEveryTypeAreLoadedInByteOrder() throws IOException {
        write("b.txt", "");
        write("a/x.sql", "");
        write("a.sql", "");
        write("Z", "");
        write("ä.sql", "");
        write("a/deploy.sql", "");
        write("a/Deploy.SQL.bak", "");
        assertThat(sources())
                .containsExactly(
                        "./Z", "./a.sql", "./a/Deploy.SQL.bak", "./a/deploy.sql", "./a/x.sql", "./b.txt", "./ä.sql");
    }

    @Test
    void hiddenAndToolDirectoriesAreNotLoaded() throws IOException {
        write(".env", "A=1");
        write(".git/config", "");
        write("a/.x/b.sql", "");
        write("node_modules/a/b.sql", "");
        write("a/__pycache__/b.pyc", new byte[] {0});
        write("a/node_modules.sql", "");
        assertThat(sources()).containsExactly("./a/node_modules.sql");
    }

    @Test
    void testFilesAreKeptApart() throws IOException {
        write("__test__/a.sql", "x");
        write("b/__tests__/c/d.txt", "");
        write("b/c.sql", "");
        assertThat(sources()).containsExactly("./b/c.sql");
        assertThat(ProjectScanner.scan(root).tests())
                .containsExactly(
                        new TestFile(
                                new ProjectPath("./__test__/a.sql"),
                                FileContent.of("", "x".getBytes(StandardCharsets.UTF_8))),
                        new TestFile(new ProjectPath("./b/__tests__/c/d.txt"), FileContent.of("", new byte[0])));
    }

    @Test
    void checksumsAreOfTheContentWithoutByteOrderMark() throws IOException {
        write("a.sql", "\ufeffabc");
        write("b.sql", " ABC -- x");
        List<SourceFile> files = ProjectScanner.scan(root).sources();
        // FIPS 180-2, appendix B.1
        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(files.get(0).checksum()).isEqualTo(abc);
        assertThat(files.get(0).normalizedChecksum()).isEqualTo(abc);
        assertThat(files.get(0).content().sizeBytes()).isEqualTo(3);
        assertThat(files.get(1).checksum()).isNotEqualTo(abc);
        assertThat(files.get(1).normalizedChecksum()).isEqualTo(abc);
    }

    @Test
    void metadataIsReadFromSqlFilesThatAreNoTests() throws IOException {
        String block = "/* <pgmi-meta id='" + ID + "' idempotent='false' x='y'/> */";
        write("a.sql", "\n" + block);
        write("b.txt", block);
        write("__test__/c.sql", block);
        Project project = ProjectScanner.scan(root);
        assertThat(project.sources().get(0).metadata().id()).isEqualTo(UUID.fromString(ID));
        assertThat(project.sources().get(1).metadata()).isNull();
        assertThat(project.warnings()).singleElement().asString().startsWith("./a.sql:2: ");
    }

    @Test
    void settingsAreTheContentOfTheRootsYamlFile() throws IOException {
        write("a/pgmi.yaml", "no");
        assertThat(ProjectScanner.examine(root).settings()).isEmpty();
        write("pgmi.yaml", "timeout: 5m");
        assertThat(ProjectScanner.examine(root).settings().orElseThrow().text()).isEqualTo("timeout: 5m");
    }

    @Test
    void everyProblemIsReportedAtOnce() throws IOException {
        String block = "/* <pgmi-meta id='" + ID + "' idempotent='true'/> */";
        write("d/__fixtures__/a.sql", "");
        write("__Test__/a.sql", "");
        write("nul.txt", new byte[] {'a', '\n', 0});
        write("__test__/bad.sql", new byte[] {(byte) 0xFF});
        write("one.sql", block);
        write("x/two.sql", block);
        write("x/three.sql", block);
        write("meta.sql", "/* <pgmi-meta idempotent='true'/> */");
        assertThat(problem())
                .startsWith("6 problems:")
                .contains("./d/__fixtures__/: ", "./__Test__/: ", "__test__ or __tests__")
                .contains("./nul.txt:2: a NUL byte at byte offset 2")
                .contains("./__test__/bad.sql:1: invalid UTF-8")
                .contains("./meta.sql:1: ")
                .contains(ID + " is used by ./one.sql, ./x/three.sql, ./x/two.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"____", "_x__", "__x_", "__x", "x__"})
    void directoriesWithFewerUnderscoresAreOrdinary(String name) throws IOException {
        write(name + "/a.sql", "");
        assertThat(sources()).containsExactly("./" + name + "/a.sql");
    }

    @Test
    void filesMayHaveUnderscoresRoundTheirNames() throws IOException {
        write("__init__", "");
        assertThat(sources()).containsExactly("./__init__");
    }

    @Test
    void symbolicLinksToFilesAndDirectoriesAreFollowed(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("a.sql"), "x");
        link("dir", elsewhere);
        link("b.sql", elsewhere.resolve("a.sql"));
        assertThat(sources()).containsExactly("./b.sql", "./dir/a.sql");
    }

    @Test
    void loopsAndDanglingLinksAreReported() throws IOException {
        write("a/b.sql", "");
        link("a/loop", root);
        link("a/gone.sql", root.resolve("nowhere"));
        link("a/.ignored", root);
        assertThat(problem())
                .startsWith("2 problems:")
                .contains("./a/loop: symbolic link to a directory that contains it")
                .contains("./a/gone.sql: symbolic link to a file that does not exist");
    }

    @Test
    void deployScriptIsReadWithoutItsByteOrderMarkAndIsNoProjectFile() throws IOException {
        write("deploy.sql", "\ufeffSELECT 'ä';\r\n");
        assertThat(ProjectScanner.scan(root).deployScript())
                .isEqualTo(new DeployScript("deploy.sql", "SELECT 'ä';\r\n", List.of()));
        assertThat(sources()).isEmpty();
    }

    @Test
    void deployScriptIsCheckedLikeEveryFile() throws IOException {
        write("deploy.sql", new byte[] {'a', 0});
        assertThat(problem()).startsWith("deploy.sql:1: a NUL byte at byte offset 1");
    }

    @Test
    void deployScriptIsFoundInAnyCase() throws IOException {
        Files.delete(root.resolve("deploy.sql"));
        write("Deploy.SQL", "x");
        assertThat(ProjectScanner.scan(root).deployScript()).isEqualTo(new DeployScript("Deploy.SQL", "x", List.of()));
        assertThat(sources()).isEmpty();
    }

    @Test
    void exactNameOfTheDeployScriptWins() throws IOException {
        assumeCaseCounts();
        write("DEPLOY.sql", "other");
        assertThat(ProjectScanner.scan(root).deployScript().file()).isEqualTo("deploy.sql");
        assertThat(sources()).isEmpty();
    }

    @Test
    void severalOtherCasesAreNotGuessedFrom() throws IOException {
        assumeCaseCounts();
        Files.delete(root.resolve("deploy.sql"));
        write("DEPLOY.sql", "");
        write("Deploy.sql", "");
        assertThat(failure(Outcome.SCRIPT_NOT_FOUND, () -> ProjectScanner.scan(root)))
                .contains(root.resolve("deploy.sql").toString(), "DEPLOY.sql, Deploy.sql");
    }

    private void assumeCaseCounts() {
        Assumptions.assumeFalse(Files.exists(root.resolve("DEPLOY.SQL")), "file names differ in case here");
    }

    @Test
    void missingDeployScriptIsNamedWithItsPath() throws IOException {
        Files.delete(root.resolve("deploy.sql"));
        write("a.sql", new byte[] {0});
        assertThat(failure(Outcome.SCRIPT_NOT_FOUND, () -> ProjectScanner.scan(root)))
                .startsWith(root.resolve("deploy.sql") + " does not exist")
                .contains("Create it");
    }

    @Test
    void directoryOfTheScriptsNameIsNoScript() throws IOException {
        Files.delete(root.resolve("deploy.sql"));
        write("deploy.sql/a.sql", "");
        assertThat(failure(Outcome.SCRIPT_NOT_FOUND, () -> ProjectScanner.scan(root)))
                .startsWith(root.resolve("deploy.sql") + " is a directory");
    }

    @Test
    void rootMustBeADirectory() {
        assertThat(failure(Outcome.INVALID_CONFIGURATION, () -> ProjectScanner.scan(root.resolve("nowhere"))))
                .contains(root.resolve("nowhere") + " does not exist");
        assertThat(failure(Outcome.INVALID_CONFIGURATION, () -> ProjectScanner.scan(root.resolve("deploy.sql"))))
                .contains(root.resolve("deploy.sql") + " is not a directory");
    }

    @Test
    void rootMayItselfBeHidden() throws IOException {
        write(".hidden/deploy.sql", "");
        write(".hidden/a.sql", "");
        assertThat(ProjectScanner.scan(root.resolve(".hidden")).sources()).hasSize(1);
    }
}
