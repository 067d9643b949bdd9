// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pgmi.testing.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The result keeps to the schema that is published, in every shape that it can have. */
class DeployJsonTest {
    @TempDir
    Path folder;

    static Stream<DeployReport> reports() {
        return Stream.of(SampleReports.success(), SampleReports.failure(), SampleReports.nothing());
    }

    private JsonNode written(DeployReport report) throws IOException {
        Path file = folder.resolve("a/deploy.json");
        DeployJson.write(report, file);
        return ReportFiles.json(file);
    }

    private static List<String> members(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @ParameterizedTest
    @MethodSource("reports")
    void theMembersAreTheSameWhateverTheOutcome(DeployReport report) throws IOException {
        JsonNode json = written(report);
        assertThat(members(json)).isEqualTo(members(written(SampleReports.success())));
        assertThat(members(json.get("phases"))).containsExactly("scan", "connect", "load", "prepare", "head", "tail");
    }

    @Test
    void textsArriveAsTheyAre() throws IOException {
        JsonNode json = written(SampleReports.failure());
        assertThat(json.at("/error/detail").asText()).isEqualTo("detail " + SampleReports.NASTY);
        assertThat(json.at("/plan/1/sortKey").asText()).isEqualTo(SampleReports.NASTY);
        assertThat(json.at("/connection/password/set").asBoolean()).isTrue();
        assertThat(json.at("/connection/host/overrode/0").asText()).isEqualTo("connection.host in pgmi.yaml:2");
    }

    @Test
    void aNewFileReplacesTheOldOneAndLeavesNothingElse() throws IOException {
        written(SampleReports.success());
        written(SampleReports.nothing());
        try (Stream<Path> files = Files.list(folder.resolve("a"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("deploy.json");
        }
    }
}
