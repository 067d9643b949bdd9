// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestPostgres;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Session API, sections 1 and 7.3: UTF-8 files in databases of another encoding. */
@OnEachServer
class EncodingIT {
    private static final String TEXT = "Café à Öland";
    /** In LATIN1 its bytes are the code points of the text's characters. */
    private static final String LATIN1_HEX = HexFormat.of().formatHex(TEXT.getBytes(StandardCharsets.ISO_8859_1));

    private static final String UTF8_HEX = HexFormat.of().formatHex(TEXT.getBytes(StandardCharsets.UTF_8));

    private final TestPostgres postgres;
    private TestProject project;

    EncodingIT(OnEachServer.Server server) {
        postgres = server.postgres();
    }

    @BeforeEach
    void project(@TempDir Path directory) {
        project = new TestProject(directory).script("CREATE TABLE deployed ();");
    }

    private Trial in(String encoding) throws SQLException {
        String name = "enc_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = postgres.connect(postgres.maintenanceDatabase());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " ENCODING " + encoding
                    + " LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        }
        return new Trial(postgres, name);
    }

    private void copiesTextOf(Trial trial) {
        project.file("ä/text.txt", TEXT)
                .file("__test__/text.sql", "-- " + TEXT)
                .script("CREATE TABLE got AS SELECT 'file' AS what, content::text, size_bytes, checksum"
                        + " FROM pgmi_source_view WHERE path = './ä/text.txt'"
                        + " UNION ALL SELECT 'test', substr(content, 4), NULL, NULL FROM pgmi_test_source_view"
                        + " UNION ALL SELECT 'parameter', value, NULL, NULL FROM pgmi_parameter_view"
                        + " UNION ALL SELECT 'setting', current_setting('pgmi.text'), NULL, NULL"
                        + " UNION ALL SELECT 'script', '" + TEXT + "', NULL, NULL;"
                        + " COMMIT; INSERT INTO got VALUES ('tail', '" + TEXT + "');");
        trial.parameters(Map.of("text", TEXT)).deploy(project);
    }

    @Test
    void aLatin1DatabaseGetsConvertedText() throws Exception {
        Trial trial = in("LATIN1");
        copiesTextOf(trial);
        assertThat(trial.query("SELECT what, encode(convert_to(content, 'LATIN1'), 'hex') FROM got ORDER BY what"))
                .containsExactly(
                        "file|" + LATIN1_HEX,
                        "parameter|" + LATIN1_HEX,
                        "script|" + LATIN1_HEX,
                        "setting|" + LATIN1_HEX,
                        "tail|" + LATIN1_HEX,
                        "test|" + LATIN1_HEX);
        assertThat(trial.query("SELECT octet_length(content) FROM got WHERE what = 'file'"))
                .containsExactly(Integer.toString(TEXT.length()));
        sizeAndChecksumAreTheFiles(trial);
    }

    @Test
    void anSqlAsciiDatabaseGetsTheFilesBytes() throws Exception {
        Trial trial = in("SQL_ASCII");
        copiesTextOf(trial);
        assertThat(trial.query("SELECT DISTINCT encode(convert_to(content, 'SQL_ASCII'), 'hex') FROM got"))
                .containsExactly(UTF8_HEX);
        sizeAndChecksumAreTheFiles(trial);
    }

    private static void sizeAndChecksumAreTheFiles(Trial trial) throws SQLException, NoSuchAlgorithmException {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        String checksum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(trial.query("SELECT size_bytes, checksum FROM got WHERE what = 'file'"))
                .containsExactly(bytes.length + "|" + checksum);
    }

    @Test
    void aSourceFileThatDoesNotFitIsNamedWithTheEncoding() throws SQLException {
        Trial trial = in("LATIN1");
        for (int i = 0; i < 30; i++) {
            project.file("fits" + i + ".sql", "SELECT 1;\n".repeat(1000));
        }
        project.file("m/prices.sql", "-- 3 €");
        refuses(trial, "./m/prices.sql");
    }

    @Test
    void aPathThatDoesNotFitIsNamed() throws SQLException {
        Trial trial = in("LATIN1");
        refuses(trial, project.file("m/€.sql", "SELECT 1;"), "./m/€.sql");
    }

    @Test
    void aTestFileThatDoesNotFitIsNamed() throws SQLException {
        project.file("a.sql", "SELECT 1;").file("x/__test__/prices.sql", "-- 3 €");
        refuses(in("LATIN1"), "./x/__test__/prices.sql");
    }

    @Test
    void aScriptThatDoesNotFitIsNamedBeforeAnyOfItRuns() throws SQLException {
        project.script("CREATE TABLE deployed (); COMMIT;\nSELECT '3 €';");
        refuses(in("LATIN1"), "deploy.sql");
    }

    @Test
    void aParametersNameAndValueAreNotShown() throws SQLException {
        Trial trial = in("LATIN1").parameters(Map.of("sentinel_name", "sentinel-0f3a €"));
        PgmiException e = refuses(trial, "the value of a parameter");
        StringWriter everything = new StringWriter();
        e.printStackTrace(new PrintWriter(everything));
        assertThat(everything.toString() + e.databaseError()).doesNotContainIgnoringCase("sentinel");
    }

    private PgmiException refuses(Trial trial, String what) throws SQLException {
        return refuses(trial, project, what);
    }

    private static PgmiException refuses(Trial trial, TestProject project, String what) throws SQLException {
        PgmiException e = trial.fail(project, Outcome.INVALID_CONFIGURATION);
        assertThat(e).hasMessageContainingAll(what, "LATIN1", "22P05");
        assertThat(trial.exists("deployed")).isFalse();
        // The lock is free, too.
        assertThat(trial.fail(project).outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        return e;
    }
}
