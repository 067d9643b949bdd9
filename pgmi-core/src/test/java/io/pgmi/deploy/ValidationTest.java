// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Outcome;
import io.pgmi.connect.Value;
import io.pgmi.deploy.DeployRequest.ParameterSources;
import io.pgmi.testing.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is wrong is told at once, each with its place, and what is right is not complained of. */
class ValidationTest {
    private static final String ID = "6c2ee43f-4ef1-4a5c-a7c5-8d9a2a5e1c11";

    @TempDir
    Path directory;

    private TestProject project;
    private Path parameters;

    @BeforeEach
    void project() {
        project = new TestProject(directory.resolve("project")).script("SELECT content FROM pgmi_plan_view;");
        parameters = directory.resolve("dev.env");
    }

    private Validation validation() {
        return Validation.of(new ValidationRequest(
                project.directory(),
                new ParameterSources(Files.exists(parameters) ? List.of(parameters) : List.of(), Map.of()),
                null,
                new Value("1", "-Dpgmi.compat")));
    }

    private List<String> problems() {
        Validation validation = validation();
        assertThat(validation.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        return validation.problems();
    }

    @Test
    void allProblemsAtOnceWithTheirPlaces() throws IOException {
        project.script("BEGIN;\nCALL pgmi_test(1);\n")
                .file("a.sql", "\n/* <pgmi-meta id=\"" + ID + "\" idempotent=\"maybe\"/> */")
                .file("b.sql", "/* <pgmi-meta id=\"" + ID + "\" idempotent=\"true\"/> */")
                .file("c.sql", "/* <pgmi-meta id=\"" + ID + "\" idempotent=\"true\"/> */")
                .file("__Test__/x.sql", "")
                .file("nul.sql", "a\n\0")
                .file("pgmi.yaml", "connection:\n  prot: 5432\n  port: 5432\nsettings: 1\n")
                .file(".env", "A=1\nno equals\n");
        Files.writeString(parameters, "# fine\nbad line\n");
        String script =
                project.directory().resolve("deploy.sql").toAbsolutePath().toString();
        assertThat(problems())
                .anySatisfy(one -> assertThat(one).contains(script + ":2:16: CALL pgmi_test cannot take"))
                .anySatisfy(one -> assertThat(one).contains("./a.sql:2: idempotent is \"maybe\""))
                .anySatisfy(one -> assertThat(one).contains(ID + " is used by ./b.sql, ./c.sql"))
                .anySatisfy(one -> assertThat(one).contains("./__Test__/"))
                .anySatisfy(one -> assertThat(one).contains("./nul.sql:2: a NUL byte"))
                .anySatisfy(one -> assertThat(one).contains("pgmi.yaml:2:3: unknown key \"connection.prot\""))
                .anySatisfy(one -> assertThat(one).contains("pgmi.yaml:4:1: unknown key \"settings\""))
                .anySatisfy(one -> assertThat(one).contains(".env:2: no ="))
                .anySatisfy(one -> assertThat(one).contains("dev.env:2: no ="))
                .hasSize(9);
    }

    @Test
    void connectionSettingsInFilesAreCheckedAndWhatIsNotInThemIsNot() {
        project.file("pgmi.yaml", "connection:\n  port: high\n  sslmode: sometimes\ntimeout: soon\n");
        assertThat(problems())
                .anySatisfy(one -> assertThat(one).contains("'high'", "pgmi.yaml:2"))
                .anySatisfy(one -> assertThat(one).contains("'sometimes'", "pgmi.yaml:3"))
                .anySatisfy(one -> assertThat(one).contains("soon", "pgmi.yaml:4"))
                .hasSize(3);

        // Neither a database nor an instance: both may come from elsewhere.
        project.file("pgmi.yaml", "connection:\n  auth_method: google\n");
        assertThat(validation().problems()).isEmpty();
    }

    @Test
    void variablesOfTheEnvironmentFileAreChecked() {
        project.file(".env", "PGSSLMODE=sometimes\nPGPASSWORD=sentinel-9e1\n");
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("'sometimes'", ".env:1")
                .doesNotContain("sentinel");
    }

    @Test
    void withoutAScriptTheOutcomeSaysSoAndOtherFilesAreChecked() throws IOException {
        Files.delete(project.directory().resolve("deploy.sql"));
        assertThat(validation().outcome()).isEqualTo(Outcome.SCRIPT_NOT_FOUND);
        project.file("pgmi.yaml", "settings: 1");
        assertThat(problems()).hasSize(2).first().asString().contains("deploy.sql does not exist");
    }

    @Test
    void aDirectoryThatIsNotThereIsOneProblem() {
        project = new TestProject(directory.resolve("nowhere"));
        assertThat(problems()).singleElement().asString().contains("nowhere does not exist");
    }

    @Test
    void aGateWithoutATestIsAProblem() {
        project.script("BEGIN; SELECT FROM pgmi_source_view;\nCALL pgmi_test(); COMMIT;")
                .file("__test__/_setup.sql", "SELECT 1;");
        assertThat(problems()).singleElement().asString().contains("deploy.sql:2:1: CALL pgmi_test() has no test");
        project.file("__test__/a.sql", "SELECT 1;");
        assertThat(validation().problems()).isEmpty();
        assertThat(validation().warnings()).isEmpty();
    }

    @Test
    void filesThatNothingReadsAndTestsThatNothingRunsAreWarnedOf() {
        project.script("SELECT 1; -- pgmi_plan_view, pgmi_test")
                .file("a.sql", "SELECT 1;")
                .file("__test__/a.sql", "SELECT 1;");
        assertThat(validation().warnings())
                .hasSize(2)
                .anySatisfy(one -> assertThat(one).contains("deploy.sql: nothing here runs the project's tests (1)"))
                .anySatisfy(one -> assertThat(one).contains("deploy.sql: nothing here reads the project's SQL files"));

        project.script("DO $$ BEGIN EXECUTE 'SELECT FROM pgmi_plan_view'; PERFORM pg_temp.PGMI_TEST_PLAN(); END $$;");
        assertThat(validation().warnings()).isEmpty();
    }
}
