// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.Outcome;
import io.pgmi.SourcePosition;
import io.pgmi.connect.ConnectionConfig.Line;
import io.pgmi.report.DeployReport.FileCounts;
import io.pgmi.report.DeployReport.Phase;
import io.pgmi.report.DeployReport.PlannedFile;
import io.pgmi.report.DeployReport.Server;
import io.pgmi.report.DeployReport.Span;
import io.pgmi.report.TestResult.Status;
import io.pgmi.session.Notice.Severity;
import io.pgmi.session.TestStep.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports as deployments make them, with texts that try to break out of any format. */
final class SampleReports {
    /** Markup, quotes, what XML forbids, what YAML folds, a half and a whole surrogate pair, both directions of writing. */
    static final String NASTY =
            "</script><b onclick='x'>\"&amp;]]>\u0000\u001B\u0085\u2028\uD83D\uDE00\uD83D \u05D0\u202E\\u0041\r\n\ttab: - #{}";

    private SampleReports() {}

    /** Clocks give nanoseconds, and files do not keep them. */
    private static Duration clock(long micros) {
        return Duration.ofNanos(micros * 1000 + 600);
    }

    static TestResult test(int run, String path, Status status, @Nullable Long micros, String output) {
        return new TestResult(run, Kind.TEST, path, status, micros == null ? null : clock(micros), output);
    }

    static DeployReport withTests(List<TestResult> tests, @Nullable DeployError error) {
        return new DeployReport(
                error == null ? Outcome.SUCCESS : Outcome.SQL_FAILED,
                Instant.parse("2026-11-24T08:00:00.123Z"),
                Duration.ofMillis(4321),
                "src/main/pgmi",
                "shop",
                new Server("18.6", "UTC", true, false),
                List.of(
                        new Line("host", "db1", false, "$PGHOST", List.of("connection.host in pgmi.yaml:2")),
                        new Line("password", "set", true, "$PGPASSWORD", List.of()),
                        new Line("port", "unset", false, "", List.of())),
                new FileCounts(2, 1, tests.size(), 1, 0, 123_456, 2),
                List.of(
                        new PlannedFile("./schema/010_tables.sql", "./schema/010_tables.sql", 100_000),
                        new PlannedFile("./" + NASTY + ".sql", NASTY, 42)),
                phases(),
                units(error != null),
                tests,
                Map.of(Severity.NOTICE, 17, Severity.WARNING, 1),
                List.of("a warning " + NASTY),
                error);
    }

    private static Map<Phase, Span> phases() {
        Map<Phase, Span> phases = new EnumMap<>(Phase.class);
        long start = 0;
        for (Phase phase : Phase.values()) {
            long length = 50_000L * phase.name().length();
            phases.put(phase, span(start, length));
            start += length;
        }
        return phases;
    }

    private static Span span(long start, long micros) {
        return new Span(clock(start), clock(micros));
    }

    private static List<Unit> units(boolean failed) {
        List<Unit> units = new ArrayList<>();
        units.add(
                new Unit(true, new SourcePosition("src/main/pgmi/deploy.sql", 1, 1), 120, span(500_000, 250_000), 3L));
        units.add(new Unit(
                false,
                new SourcePosition("src/main/pgmi/deploy.sql", 40, 1),
                1,
                span(750_000, 300_000),
                failed ? null : 0L));
        return units;
    }

    static DeployError error() {
        return new DeployError(
                "Failed in ./__test__/two.sql: " + NASTY,
                "src/main/pgmi/__test__/two.sql:3:7: ERROR P0001: " + NASTY,
                "P0001",
                "detail " + NASTY,
                "hint",
                "PL/pgSQL function inline_code_block line 3 at RAISE",
                List.of(new SourcePosition("src/main/pgmi/__test__/two.sql", 3, 7)),
                new SourcePosition("src/main/pgmi/deploy.sql", 9, 1),
                "SELECT <x> FROM \"y\"\n       ^",
                List.of("Failed"));
    }

    static DeployReport success() {
        return withTests(
                List.of(
                        new TestResult(
                                1, Kind.FIXTURE, "./__test__/_setup.sql", Status.PASSED, Duration.ofMillis(3), ""),
                        test(1, "./__test__/one.sql", Status.PASSED, 1_500L, "NOTICE: x\n"),
                        test(1, "./orders/__tests__/deep/two.sql", Status.PASSED, 250_400L, "")),
                null);
    }

    static DeployReport failure() {
        return withTests(
                List.of(
                        test(1, "./__test__/one.sql", Status.PASSED, 499L, NASTY),
                        test(1, "./__test__/two.sql", Status.FAILED, 501L, NASTY),
                        test(1, "./__test__/" + NASTY + ".sql", Status.SKIPPED, null, "")),
                error());
    }

    /** As from a configuration that is wrong. */
    static DeployReport nothing() {
        return new DeployReport(
                Outcome.INVALID_CONFIGURATION,
                Instant.parse("2026-11-24T08:00:00Z"),
                Duration.ofMillis(12),
                "db",
                null,
                null,
                List.of(),
                null,
                List.of(),
                Map.of(Phase.SCAN, span(0, 12_000)),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                new DeployError(
                        "2 problems",
                        "2 problems",
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        List.of("one", "two")));
    }
}
