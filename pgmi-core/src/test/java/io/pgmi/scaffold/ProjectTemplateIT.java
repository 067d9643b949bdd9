// SPDX-License-Identifier: Apache-2.0
package io.pgmi.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.Value;
import io.pgmi.deploy.DeployRequest.ParameterSources;
import io.pgmi.deploy.Validation;
import io.pgmi.deploy.ValidationRequest;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestPostgres;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What init writes works as it says: each migration once, functions when changed, tests before the commit. */
@OnEachServer
class ProjectTemplateIT {
    private final TestPostgres postgres;
    private Path directory;
    private TestProject project;
    private Trial trial;

    ProjectTemplateIT(OnEachServer.Server server) {
        postgres = server.postgres();
    }

    @BeforeEach
    void init(@TempDir Path folder) {
        directory = folder.resolve("src/main/pgmi");
        ProjectTemplate.write(directory);
        project = new TestProject(directory);
        trial = new Trial(postgres);
    }

    private void edit(String path, String from, String to) throws IOException {
        Path file = directory.resolve(path);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private List<String> deploy() {
        trial.notices().clear();
        assertThat(trial.deploy(project).tests()).isEqualTo(1);
        assertThat(trial.warnings()).isEmpty();
        return trial.messages().stream()
                .filter(message -> !message.startsWith("[pgmi]"))
                .toList();
    }

    private List<String> applied() throws SQLException {
        return trial.query("SELECT path, id FROM deployment.applied_file ORDER BY path");
    }

    @Test
    void theSecondDeploymentRunsNothing() throws SQLException {
        assertThat(deploy())
                .containsExactly(
                        "running ./migrations/001_customer.sql",
                        "running ./functions/customer_by_email.sql",
                        "2 files run, everything else is up to date");
        assertThat(deploy()).containsExactly("0 files run, everything else is up to date");
        assertThat(applied())
                .containsExactly("./functions/customer_by_email.sql|NULL", "./migrations/001_customer.sql|NULL");
        assertThat(trial.query("SELECT count(*) FROM app.customer"))
                .as("what tests leave behind")
                .containsExactly("0");
    }

    @Test
    void aChangedMigrationIsAnErrorThatSaysWhatToDo() throws IOException, SQLException {
        deploy();
        edit("migrations/001_customer.sql", "name text NOT NULL", "name text");
        project.file("functions/other.sql", "CREATE FUNCTION app.other() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        PgmiException e = trial.fail(project, Outcome.SQL_FAILED);
        assertThat(e)
                .hasMessageContainingAll(
                        "migration ./migrations/001_customer.sql was changed after it had run",
                        "HINT: Undo the change, and put what is to be different into a new migration.");
        assertThat(trial.query("SELECT to_regproc('app.other') IS NULL")).containsExactly("t");
    }

    @Test
    void commentsAndWhiteSpaceAreNoChange() throws IOException {
        deploy();
        edit("migrations/001_customer.sql", "CREATE SCHEMA app;", "create  schema\n  app; -- the application's");
        assertThat(deploy()).containsExactly("0 files run, everything else is up to date");
    }

    @Test
    void aNewMigrationAndAChangedFunctionRun() throws IOException, SQLException {
        deploy();
        project.file("migrations/002_phone.sql", "ALTER TABLE app.customer ADD phone text;");
        edit("functions/customer_by_email.sql", "lower(p_email)", "lower(btrim(p_email))");
        assertThat(deploy())
                .containsExactly(
                        "running ./migrations/002_phone.sql",
                        "running ./functions/customer_by_email.sql",
                        "2 files run, everything else is up to date");
        assertThat(applied()).hasSize(3);
    }

    @Test
    void aFailingTestUndoesTheDeployment() throws SQLException {
        project.file("__test__/fails.sql", "DO $$ BEGIN ASSERT false, 'no'; END $$;");
        trial.fail(project, Outcome.SQL_FAILED);
        assertThat(trial.exists("deployment.applied_file")).isFalse();
        assertThat(trial.exists("app.customer")).isFalse();
    }

    @Test
    void aFileIsKnownByItsPathWhenItGetsAnIdAndByItsIdWhenItIsRenamed() throws IOException, SQLException {
        deploy();
        UUID id = UUID.randomUUID();
        Path migration = directory.resolve("migrations/001_customer.sql");
        Files.writeString(
                migration, "/* <pgmi-meta id=\"" + id + "\" idempotent=\"false\"/> */\n" + Files.readString(migration));
        assertThat(deploy()).containsExactly("0 files run, everything else is up to date");
        assertThat(applied()).contains("./migrations/001_customer.sql|" + id);

        Files.move(migration, directory.resolve("migrations/000_first.sql"));
        assertThat(deploy()).containsExactly("0 files run, everything else is up to date");
        assertThat(applied()).contains("./migrations/000_first.sql|" + id).hasSize(2);
    }

    @Test
    void itIsValidWithoutAWarning() {
        Validation validation = Validation.of(new ValidationRequest(
                directory, new ParameterSources(List.of(), Map.of()), null, new Value("1", "here")));
        assertThat(validation.problems()).isEmpty();
        assertThat(validation.warnings()).isEmpty();
        assertThat(validation.parameters()).isEqualTo(1);
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path other = directory.resolveSibling("other");
        new TestProject(other).file("Deploy.sql", "mine").file(".env", "A=b");
        assertThatThrownBy(() -> ProjectTemplate.write(other))
                .hasMessageContainingAll(other.toString(), "nothing was written", "It has Deploy.sql.");
        try (Stream<Path> files = Files.list(other)) {
            assertThat(files).hasSize(2);
        }
        Files.delete(other.resolve("Deploy.sql"));
        assertThat(ProjectTemplate.write(other))
                .allMatch(Files::exists)
                .extracting(file -> Objects.requireNonNull(file.getFileName()).toString())
                .contains("deploy.sql", "pgmi.yaml");
    }
}
