// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.pgmi.Outcome;
import io.pgmi.deploy.DeployRequest.ParameterSources;
import io.pgmi.deploy.Validation;
import io.pgmi.deploy.ValidationRequest;
import io.pgmi.scaffold.MissingMetadata;
import io.pgmi.scaffold.ProjectTemplate;
import io.pgmi.testing.TestProject;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A project on a drive of Windows, in memory: the session sees it as on any other platform. */
class WindowsProjectTest {
    private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
    private final FileSystem unix = Jimfs.newFileSystem(Configuration.unix());

    @AfterEach
    void close() throws IOException {
        windows.close();
        unix.close();
    }

    private static Path shop(Path directory) {
        new TestProject(directory)
                .script("SELECT content FROM pgmi_plan_view; CALL pgmi_test();")
                .file("schema/b c/Ä.sql", "SELECT 1;\r\n")
                .file("schema/a.sql", "SELECT 2;")
                .file("B.sql", "SELECT 3;")
                .file("data/rows.csv", "1,2")
                .file("schema/__test__/_setup.sql", "SELECT 4;")
                .file("schema/__test__/nested/t.sql", "SELECT 5;")
                .file("node_modules/x.sql", "x")
                .file(".git/x.sql", "x");
        return directory;
    }

    @Test
    void itsPathsHaveSlashesAndItsOrderIsThatOfUnix() {
        Project here = ProjectScanner.scan(shop(windows.getPath("C:\\work\\my shop")));
        Project there = ProjectScanner.scan(shop(unix.getPath("/srv/shop")));
        assertThat(here.root()).hasToString("C:\\work\\my shop");
        assertThat(here.sources())
                .extracting(file -> file.path().value())
                .containsExactly("./B.sql", "./data/rows.csv", "./schema/a.sql", "./schema/b c/Ä.sql");
        assertThat(here.tests())
                .extracting(file -> file.path().value())
                .containsExactly("./schema/__test__/_setup.sql", "./schema/__test__/nested/t.sql");
        assertThat(PlanStep.all(here)).isEqualTo(PlanStep.all(there));
        assertThat(here.tests()).isEqualTo(there.tests());
        assertThat(here.deployScript()).isEqualTo(there.deployScript());
    }

    @Test
    void anyWayToWriteTheRootIsTheSameProject() {
        Project plain = ProjectScanner.scan(shop(windows.getPath("C:\\work\\shop")));
        for (String written : List.of("C:\\work\\shop\\", "C:/work/shop", "c:\\WORK\\x\\..\\Shop", "shop", ".\\shop")) {
            Path root = windows.getPath(written);
            assertThat(PlanStep.all(ProjectScanner.scan(root))).as(written).isEqualTo(PlanStep.all(plain));
        }
    }

    @Test
    void aShareOfTheNetworkHoldsAProject() {
        FileSystem share = Jimfs.newFileSystem(Configuration.windows().toBuilder()
                .setRoots("\\\\server\\share\\")
                .setWorkingDirectory("\\\\server\\share\\work")
                .build());
        Project project = ProjectScanner.scan(shop(share.getPath("\\\\server\\share\\shop")));
        assertThat(project.sources()).extracting(file -> file.path().value()).contains("./schema/b c/Ä.sql");
    }

    @Test
    void theScriptHasTheNameThatItsFolderLists() {
        Path directory = windows.getPath("C:\\shop");
        new TestProject(directory).file("Deploy.SQL", "SELECT 1;").file("a.sql", "SELECT 2;");
        Project project = ProjectScanner.scan(directory);
        assertThat(project.deployScript().file()).isEqualTo("Deploy.SQL");
        assertThat(project.deployScript().text()).isEqualTo("SELECT 1;");
        assertThat(project.sources()).extracting(file -> file.path().value()).containsExactly("./a.sql");
    }

    @Test
    void problemsNameFilesSoThatWindowsFindsThem() throws IOException {
        Path directory = windows.getPath("C:\\shop");
        new TestProject(directory).script("SELECT 1;\n\\set x").file("a/b.sql", "/* <pgmi-meta id=\"x\"/> */");
        Path parameters = Files.writeString(windows.getPath("C:\\dev.env"), "no sign");
        Validation validation = Validation.of(
                new ValidationRequest(directory, new ParameterSources(List.of(parameters), Map.of()), null, null));
        assertThat(validation.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        assertThat(validation.problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("C:\\shop\\deploy.sql:2:1:"))
                .anySatisfy(problem -> assertThat(problem).contains("C:\\dev.env:1"))
                .anySatisfy(problem -> assertThat(problem).contains("./a/b.sql"));
    }

    @Test
    void aNewProjectAndMissingMetadataAreWritten() {
        Path directory = windows.getPath("C:\\new\\project");
        ProjectTemplate.write(directory);
        new TestProject(directory).file("more/x.sql", "SELECT 1;\r\n");
        MissingMetadata.of(ProjectScanner.scan(directory), true, UUID::randomUUID)
                .missing()
                .forEach(MissingMetadata::write);
        assertThat(ProjectScanner.scan(directory).sources())
                .filteredOn(file -> file.path().value().equals("./more/x.sql"))
                .hasSize(1)
                .allMatch(file -> file.metadata() != null);
    }
}
