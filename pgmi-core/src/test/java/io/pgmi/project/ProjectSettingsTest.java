// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.entry;

import io.pgmi.PgmiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectSettingsTest {
    private static ProjectSettings parse(String yaml) {
        return ProjectSettings.parse(FileContent.of("pgmi.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static String problem(String yaml) {
        return PgmiException.together(parse(yaml).problems());
    }

    @Test
    void everythingIsReadWithItsOrigin() {
        ProjectSettings settings = parse("""
                # where
                connection:
                  host: db1
                  port: 5433
                timeout: 5m
                params:
                  Env: dev
                """);
        assertThat(settings.connection())
                .containsExactly(
                        entry("host", new Setting("db1", "connection.host in pgmi.yaml:3")),
                        entry("port", new Setting("5433", "connection.port in pgmi.yaml:4")));
        assertThat(settings.timeout()).isEqualTo(new Setting("5m", "timeout in pgmi.yaml:5"));
        assertThat(settings.params()).containsExactly(new Parameter("Env", "dev", "pgmi.yaml:7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host",
                "port",
                "username",
                "database",
                "maintenance_database",
                "sslmode",
                "sslcert",
                "sslkey",
                "sslrootcert",
                "auth_method",
                "azure_tenant_id",
                "azure_client_id",
                "aws_region",
                "google_instance"
            })
    void connectionKeyIsAccepted(String key) {
        assertThat(parse("connection: {" + key + ": x}").connection()).containsOnlyKeys(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "---\n",
                "connection:\nparams:\ntimeout:\n",
                "connection: {}\nparams: ~",
                "\ufeff"
            })
    void emptyFilesAndSectionsAreFine(String yaml) {
        assertThat(parse(yaml)).isEqualTo(ProjectSettings.NONE);
    }

    @Test
    void connectionKeysWithoutAValueAreLeftOut() {
        assertThat(parse("connection:\n  host:\n  port: ~\n  database: ''\n").connection())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            007         | 007
            1_000       | 1_000
            0x1F        | 0x1F
            1.10        | 1.10
            yes         | yes
            null        | null
            2024-01-02  | 2024-01-02
            "a\\tb"     | `a	b`
            'it''s'     | it's
            ``          | ``
            ä😀         | ä😀
            """)
    void parametersAreTheTextThatWasWritten(String written, String value) {
        assertThat(parse("params:\n  p: " + written).params())
                .containsExactly(new Parameter("p", value, "pgmi.yaml:2"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            password    | settings.xml
            sslpassword | settings.xml
            overwrite   | each run
            force       | each run
            """)
    void dangerousKeysAreRefusedWithTheReason(String key, String reason) {
        assertThat(problem("connection:\n  " + key + ": hush"))
                .startsWith("pgmi.yaml:2:3: connection." + key)
                .contains(reason);
        assertThat(problem(key + ": hush"))
                .startsWith("pgmi.yaml:1:1: " + key)
                .contains(reason)
                .doesNotContain("hush");
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        assertThat(problem("""
                        connection:
                          hots: x
                          host: [a, b]
                          port: 1
                          port: 2
                        params:
                          p: {a: b}
                          ? [x]
                          : y
                        timeout: [1]
                        other: 1
                        """))
                .startsWith("7 problems:")
                .contains("pgmi.yaml:2:3: unknown key \"connection.hots\"; accepted are auth_method,")
                .contains("pgmi.yaml:3:9: connection.host must be a single value")
                .contains("pgmi.yaml:5:3: key port is already given in line 4")
                .contains("pgmi.yaml:7:6: params.p must be a single value")
                .contains("pgmi.yaml:8:5: a key must be a single value")
                .contains("pgmi.yaml:10:10: timeout must be a single value")
                .contains("pgmi.yaml:11:1: unknown key \"other\"; accepted are connection, params, timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a", "text", "connection: x", "params: [a]"})
    void wrongShapesAreRefused(String yaml) {
        assertThat(problem(yaml)).startsWith("pgmi.yaml:1:").contains("must be a map");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            params: {a: &x b}         | 1:13 | anchors
            params: &x {a: b}         | 1:9  | anchors
            params: {a: !!str b}      | 1:13 | tags
            params: {a: !x b}         | 1:13 | tags
            connection: !!set {a: b}  | 1:13 | tags
            """)
    void anchorsAndTagsAreRefused(String yaml, String place, String what) {
        assertThat(problem(yaml)).startsWith("pgmi.yaml:" + place + ": " + what);
    }

    @Test
    void malformedYamlIsReportedWithItsPlaceAndWithoutItsText() {
        assertThat(problem("params:\n  token: hush\n bad"))
                .startsWith("pgmi.yaml:3:")
                .contains("malformed")
                .doesNotContain("hush");
        assertThat(problem("timeout: 1\n---\ntimeout: 2"))
                .startsWith("pgmi.yaml:")
                .contains("malformed");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(problem("params: " + "[".repeat(5_000) + "]".repeat(5_000))).contains("malformed");
    }

    @Test
    void fileIsReadFromTheDirectory(@TempDir Path directory) throws IOException {
        assertThat(ProjectSettings.read(directory)).isEqualTo(ProjectSettings.NONE);
        Files.writeString(directory.resolve("pgmi.yaml"), "timeout: 1h");
        assertThat(ProjectSettings.read(directory).timeout()).isEqualTo(new Setting("1h", "timeout in pgmi.yaml:1"));
    }

    @Test
    void parametersAreNotShown() {
        assertThat(parse("params: {token: hush}").toString()).doesNotContain("hush", "token");
    }

    @Property
    void whateverIsWrittenIsReadOrAProblem(@ForAll String yaml) {
        String text = yaml.replace("\0", ""); // which no file may hold
        assertThatCode(() -> parse("params:\n  a: " + text)).doesNotThrowAnyException();
    }
}
