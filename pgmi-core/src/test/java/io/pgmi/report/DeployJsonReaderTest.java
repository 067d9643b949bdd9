// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pgmi.PgmiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What was written is what is read, whatever its texts. */
class DeployJsonReaderTest {
    @TempDir
    Path folder;

    static Stream<DeployReport> reports() {
        return Stream.of(SampleReports.success(), SampleReports.failure(), SampleReports.nothing());
    }

    /** The page shows all of a report but the tests' output, so it is where a loss would show. */
    @ParameterizedTest
    @MethodSource("reports")
    void aReportReadBackMakesTheSamePageAndTheSameFile(DeployReport report) {
        Path file = folder.resolve("deploy.json");
        DeployJson.write(report, file);
        DeployReport read = DeployJsonReader.read(file);
        assertThat(DeployJson.text(read)).isEqualTo(DeployJson.text(report));
        assertThat(DeployHtml.page(read)).isEqualTo(DeployHtml.page(report));
    }

    @Property
    void anyTextSurvives(@ForAll String text) {
        assertThat(new Yaml().<Object>load(Json.write(Json.members("text", text))))
                .isEqualTo(Json.members("text", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"version\": 2}", "{\"version\": 1}", "{", "{\"version\": \"1\"}"})
    void whatIsNoResultSaysSo(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("deploy.json"), text);
        assertThatExceptionOfType(PgmiException.class)
                .isThrownBy(() -> DeployJsonReader.read(file))
                .withMessageStartingWith(file + " cannot be read")
                .withMessageContaining("pgmi:deploy");
    }

    @Test
    void aMissingFileSaysSo() {
        assertThatExceptionOfType(PgmiException.class)
                .isThrownBy(() -> DeployJsonReader.read(folder.resolve("none")))
                .withMessageContaining("cannot be read");
    }
}
