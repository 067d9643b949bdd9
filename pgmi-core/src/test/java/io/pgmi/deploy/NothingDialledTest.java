// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.Setting;
import io.pgmi.testing.TestPostgres;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Session API, section 7.1: what is wrong offline ends a deployment before the server hears of it. */
class NothingDialledTest {
    private static final String ID = "6c2ee43f-4ef1-4a5c-a7c5-8d9a2a5e1c11";

    private ServerSocket server;
    private TestProject project;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        project = new TestProject(directory).script("SELECT 1;");
    }

    /** Whoever connects waits in the backlog until accepted. */
    @AfterEach
    void nobodyDialled() throws IOException {
        server.setSoTimeout(50);
        assertThatThrownBy(() -> server.accept()).isInstanceOf(SocketTimeoutException.class);
        server.close();
    }

    private Trial trial() {
        return trial("shop");
    }

    private Trial trial(String database) {
        return new Trial(new TestPostgres("127.0.0.1", server.getLocalPort(), "ann", null, "postgres"), database)
                .set(Setting.CONNECT_ATTEMPTS, "1")
                .set(Setting.CONNECT_TIMEOUT, "1s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "1.0", "one"})
    void onlyCompatOneExists(String compat) {
        assertThat(trial().compat(compat).fail(project, Outcome.INVALID_CONFIGURATION))
                .hasMessageContainingAll("'" + compat + "'", "-Dpgmi.compat", "Write 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1a",
                "a-b",
                "a.b",
                "ä",
                "a b",
                " a",
                "k123456789012345678901234567890123456789012345678901234567890123"
            })
    void badParameterKeysAreRejected(String key) {
        trial().parameters(Map.of(key, "value")).fail(project, Outcome.INVALID_CONFIGURATION);
    }

    @Test
    void parameterValuesWithNulAreRejectedAndNotShown() {
        assertThat(trial().parameters(Map.of("key", "sentinel-0f3a\0")).fail(project, Outcome.INVALID_CONFIGURATION))
                .hasMessageNotContaining("sentinel-0f3a");
    }

    @Test
    void invalidUtf8IsRejectedWithFileAndOffset() {
        project.file("a/bad.sql", new byte[] {'o', 'k', (byte) 0xff});
        assertThat(trial().fail(project, Outcome.INVALID_CONFIGURATION)).hasMessageContainingAll("bad.sql", "2");
    }

    @Test
    void nulIsRejectedWithFile() {
        project.file("bad.sql", "SELECT 1;\0");
        assertThat(trial().fail(project, Outcome.INVALID_CONFIGURATION)).hasMessageContaining("bad.sql");
    }

    @Test
    void sameIdentityTwiceIsRejectedWithAllItsFiles() {
        String sql = "/* <pgmi-meta id=\"" + ID + "\" idempotent=\"true\"></pgmi-meta> */ SELECT 1;";
        project.file("one.sql", sql).file("two.sql", sql);
        assertThat(trial().fail(project, Outcome.INVALID_CONFIGURATION))
                .hasMessageContainingAll(ID, "one.sql", "two.sql");
    }

    @Test
    void unknownUnderscoreDirectoryIsRejected() {
        project.file("x/__Test__/a.sql", "SELECT 1;");
        assertThat(trial().fail(project, Outcome.INVALID_CONFIGURATION))
                .hasMessageContainingAll("__Test__", "__test__", "__tests__");
    }

    @Test
    void aMissingScriptIsOutcome14() throws IOException {
        Files.delete(project.directory().resolve("deploy.sql"));
        trial().fail(project, Outcome.SCRIPT_NOT_FOUND);
    }

    @Test
    void aDirectoryInTheScriptsPlaceIsOutcome14() throws IOException {
        Files.delete(project.directory().resolve("deploy.sql"));
        project.file("deploy.sql/inner.sql", "SELECT 1;");
        trial().fail(project, Outcome.SCRIPT_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "soon", "-1s"})
    void aTimeoutThatIsNoneIsRejected(String timeout) {
        assertThat(trial().timeout(timeout).fail(project, Outcome.INVALID_CONFIGURATION))
                .hasMessageContaining("-Dpgmi.timeout");
    }

    @Test
    void aProviderThatNobodyHasIsReportedWithWhatElseIsWrong() {
        PgmiException e = trial().compat("2")
                .set(Setting.AUTH, "nosuch")
                .set(Setting.SSL_MODE, "sometimes")
                .fail(project, Outcome.INVALID_CONFIGURATION);
        assertThat(e.problems()).hasSize(3);
        assertThat(e).hasMessageContainingAll("'nosuch' (-Dpgmi.auth)", "'sometimes' (-Dpgmi.sslMode)", "'2'");
    }

    @Test
    void severalProblemsAreReportedTogether() {
        project.file("bad.sql", "\0");
        PgmiException e = trial().compat("2")
                .timeout("never")
                .parameters(Map.of("a-b", "x"))
                .fail(project, Outcome.INVALID_CONFIGURATION);
        assertThat(e.problems()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"template0", "template1", "postgres"})
    void systemDatabasesAreNeverOverwritten(String database) {
        assertThat(trial(database).overwrite(OverwriteApproval.FORCED).fail(project, Outcome.INVALID_CONFIGURATION))
                .hasMessageContaining("\"" + database + "\"");
    }

    @Test
    void theMaintenanceDatabaseIsNeverOverwrittenWhateverItsName() {
        trial("shop")
                .set(Setting.MAINTENANCE_DATABASE, "shop")
                .overwrite(OverwriteApproval.FORCED)
                .fail(project, Outcome.INVALID_CONFIGURATION);
    }

    @Test
    void aNameThatTheServerWouldCutIsRejected() {
        assertThat(trial("d".repeat(63) + "b").fail(project, Outcome.INVALID_CONFIGURATION))
                .hasMessageContainingAll("63 bytes", "-Dpgmi.database");
    }

    @Test
    void overwriteThatNobodyApprovesIsOutcome12() {
        assertThat(trial().overwrite(OverwriteApproval.NOBODY).fail(project, Outcome.OVERWRITE_NOT_APPROVED))
                .hasMessageContainingAll("\"shop\"", "nothing was touched", "-Dpgmi.force");
    }

    @Test
    void approvalIsAskedForTheTargetByName() {
        trial().overwrite(database -> {
                    assertThat(database).isEqualTo("shop");
                    return false;
                })
                .fail(project, Outcome.OVERWRITE_NOT_APPROVED);
    }
}
