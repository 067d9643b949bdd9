// SPDX-License-Identifier: Apache-2.0
package io.pgmi.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Problem;
import io.pgmi.connect.ConnectionConfig.Line;
import io.pgmi.connect.Endpoint;
import io.pgmi.connect.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of precedence as a table, resolutions.txt, through what pgmi:check-connection reports. */
class ResolutionTableTest {
    @TempDir
    Path folder;

    /** @param name what it is about; the rest are its lines */
    record Case(String name, List<String> lines) {
        List<String> of(String kind) {
            return lines.stream()
                    .filter(line -> line.startsWith(kind + " "))
                    .map(line -> line.substring(kind.length() + 1))
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ResolutionTableTest.class.getResourceAsStream("resolutions.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\\R\\R+"))
                    .map(block -> block.lines().toList())
                    .filter(lines -> !lines.get(0).startsWith("#"))
                    .map(lines -> new Case(lines.get(0), lines.subList(1, lines.size())));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void comesToWhatTheTableSays(Case one) throws IOException {
        ConnectionReport report = report(one);

        for (String expected : one.of("=")) {
            String value = expected.split(" <- ", 2)[0];
            Line line = Requests.field(report, name(value));
            assertThat(line.shown()).as(expected).isEqualTo(text(value));
            if (expected.contains(" <- ")) {
                assertThat(line.origin()).as(expected).contains(expected.split(" <- ", 2)[1]);
            }
        }
        for (String expected : one.of("driver")) {
            assertThat(report.extra()).containsEntry(name(expected), text(expected));
        }
        for (String expected : one.of("hosts")) {
            assertThat(report.hosts().stream().map(Endpoint::toString)).containsExactly(expected.split(" ", -1));
        }
        List<Problem> problems = new ArrayList<>(report.problems());
        for (String expected : one.of("problem")) {
            String[] parts = expected.split(" ", 2);
            assertThat(problems.removeIf(problem -> parts[0].equals(problem.field())
                            && problem.message().contains(parts[1])))
                    .as("%s among %s", expected, problems)
                    .isTrue();
        }
        assertThat(problems).isEmpty();
    }

    private ConnectionReport report(Case one) throws IOException {
        Requests requests = new Requests(folder);
        one.of("-D").forEach(given -> requests.given(setting(given), text(given)));
        one.of("pom").forEach(given -> requests.pom(setting(given), text(given)));
        one.of("$").forEach(given -> requests.environment(name(given), text(given)));
        Files.write(folder.resolve(".env"), one.of(".env"));
        List<String> yaml = new ArrayList<>(List.of("connection:"));
        one.of("yaml").forEach(given -> yaml.add("  " + name(given) + ": \"" + text(given) + "\""));
        Files.write(folder.resolve("pgmi.yaml"), yaml);
        return requests.check(true);
    }

    private static Setting setting(String given) {
        return Arrays.stream(Setting.values())
                .filter(setting -> name(given).equals(setting.parameter()))
                .findFirst()
                .orElseThrow();
    }

    private static String name(String pair) {
        return pair.substring(0, pair.indexOf('='));
    }

    private static String text(String pair) {
        return pair.substring(pair.indexOf('=') + 1);
    }
}
