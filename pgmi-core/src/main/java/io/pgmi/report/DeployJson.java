// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.SourcePosition;
import io.pgmi.report.DeployReport.FileCounts;
import io.pgmi.report.DeployReport.Phase;
import io.pgmi.report.DeployReport.Server;
import io.pgmi.report.DeployReport.Span;
import io.pgmi.session.Notice.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link DeployReport} as JSON of schema {@code deploy-v1.json}: the same members whatever the outcome. */
public final class DeployJson {
    static final int VERSION = 1;

    private DeployJson() {}

    /**
     * Writes the file, and the folders above it where they are missing.
     *
     * @throws PgmiException (OTHER) where it cannot be written
     */
    public static void write(DeployReport report, Path file) {
        ReportFile.write(file, text(report));
    }

    static String text(DeployReport report) {
        Map<String, @Nullable Object> json = Json.members(
                "version", VERSION,
                "status", report.outcome() == Outcome.SUCCESS ? "success" : "failure",
                "outcome",
                        Json.members(
                                "code", report.outcome().code(),
                                "name", name(report.outcome())),
                "startedAt", report.startedAt().toString(),
                "micros", micros(report.duration()),
                "sourceDirectory", report.sourceDirectory(),
                "database", report.database());
        json.put("server", report.server() == null ? null : server(report.server()));
        json.put("connection", SettingsJson.of(report.connection()));
        json.put("files", report.files() == null ? null : files(report.files()));
        json.put("parameters", report.files() == null ? null : report.files().parameters());
        json.put("phases", phases(report));
        json.put("units", report.units().stream().map(DeployJson::unit).toList());
        json.put("tests", report.tests().stream().map(DeployJson::test).toList());
        json.put("notices", notices(report));
        json.put("warnings", report.warnings());
        json.put("error", report.error() == null ? null : error(report.error()));
        json.put(
                "plan",
                report.plan().stream()
                        .map(file ->
                                Json.members("path", file.path(), "sortKey", file.sortKey(), "bytes", file.bytes()))
                        .toList());
        return Json.write(json);
    }

    private static Object server(Server server) {
        return Json.members(
                "version", server.version(),
                "timeZone", server.timeZone(),
                "created", server.created(),
                "replaced", server.replaced());
    }

    private static Object files(FileCounts files) {
        return Json.members(
                "sql", files.sql(),
                "other", files.other(),
                "tests", files.tests(),
                "fixtures", files.fixtures(),
                "testData", files.testData(),
                "bytes", files.bytes());
    }

    private static Object phases(DeployReport report) {
        Map<String, @Nullable Object> phases = new LinkedHashMap<>();
        for (Phase phase : Phase.values()) {
            Span span = report.phases().get(phase);
            phases.put(
                    name(phase),
                    span == null
                            ? null
                            : Json.members("start", micros(span.start()), "micros", micros(span.duration())));
        }
        return phases;
    }

    private static Object unit(Unit unit) {
        return Json.members(
                "kind", unit.head() ? "head" : "tail",
                "position", position(unit.position()),
                "statements", unit.statements(),
                "status", unit.rows() == null ? "failed" : "completed",
                "start", micros(unit.span().start()),
                "micros", micros(unit.span().duration()),
                "rows", unit.rows());
    }

    private static Object test(TestResult test) {
        return Json.members(
                "run", test.run(),
                "kind", name(test.kind()),
                "path", test.path(),
                "status", name(test.status()),
                "micros", test.duration() == null ? null : micros(test.duration()));
    }

    private static Object notices(DeployReport report) {
        Map<String, @Nullable Object> counts = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
            counts.put(name(severity), report.notices().getOrDefault(severity, 0));
        }
        return counts;
    }

    private static Object error(DeployError error) {
        return Json.members(
                "message", error.message(),
                "sqlState", error.sqlState(),
                "detail", error.detail(),
                "hint", error.hint(),
                "where", error.where(),
                "positions",
                        error.positions().stream().map(DeployJson::position).toList(),
                "excerpt", error.excerpt(),
                "problems", error.problems(),
                "report", error.report());
    }

    private static Object position(SourcePosition position) {
        return Json.members("file", position.file(), "line", position.line(), "column", position.column());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
