// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.SourcePosition;
import io.pgmi.connect.ConnectionConfig.Line;
import io.pgmi.report.DeployReport.FileCounts;
import io.pgmi.report.DeployReport.PlannedFile;
import io.pgmi.report.DeployReport.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A {@link DeployReport} for people: one page that needs nothing else, or the same as a part of a site's page. */
public final class DeployHtml {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final DeployReport report;
    private final Html html = new Html();

    private DeployHtml(DeployReport report) {
        this.report = report;
    }

    /**
     * Writes the page.
     *
     * @throws PgmiException (OTHER) where it cannot be written
     */
    public static void write(DeployReport report, Path file) {
        ReportFile.write(file, page(report));
    }

    static String page(DeployReport report) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                """ + new Html().element("title", title(report)) + "<style>\n" + resource("deploy.css")
                + resource("page.css") + "</style>\n</head>\n<body>\n" + content(report, "main") + "</body>\n</html>\n";
    }

    /** The page's content with its style, to be put into another page, whose background is light. */
    public static String fragment(DeployReport report) {
        return "<style>\n" + resource("deploy.css") + "</style>\n" + content(report, "div");
    }

    /** What the deployment was and how it ended, in a line. */
    public static String title(DeployReport report) {
        return "Deployment"
                + (report.database() == null ? "" : " to " + report.database())
                + (report.outcome() == Outcome.SUCCESS ? " succeeded" : " failed");
    }

    private static String content(DeployReport report, String element) {
        DeployHtml writer = new DeployHtml(report);
        writer.html.open(element, "class", "pgmi");
        writer.summary();
        if (report.error() != null) {
            writer.error(report.error());
        }
        writer.warnings();
        new TimelineHtml(report, writer.html).write();
        new TestsHtml(report, writer.html).write();
        writer.plan();
        writer.settings();
        return writer.html.close().toString();
    }

    private void summary() {
        boolean success = report.outcome() == Outcome.SUCCESS;
        html.open("h1").text("Deployment");
        if (report.database() != null) {
            html.text(" to ").foreign(report.database());
        }
        html.close();
        html.open("dl");
        html.element("dt", "Outcome")
                .element(
                        "dd",
                        (success ? "✔ " : "✘ ")
                                + report.outcome()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ') + " ("
                                + report.outcome().code() + ")",
                        "class",
                        success ? "success" : "failure");
        entry("Started", TIME.format(report.startedAt()) + " UTC");
        entry("Took", Shown.duration(report.duration()));
        entry("Project", report.sourceDirectory());
        server(report.server());
        files(report.files());
        String tests = SurefireXml.summary(report);
        entry("Tests", tests.isEmpty() ? "none" : tests);
        entry(
                "Server messages",
                report.notices().isEmpty()
                        ? "none"
                        : report.notices().entrySet().stream()
                                .map(count -> count.getValue() + " "
                                        + count.getKey().name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
        html.close();
    }

    private void server(@Nullable Server server) {
        if (server != null) {
            entry("Server", "PostgreSQL " + server.version() + ", time zone " + server.timeZone());
            entry(
                    "Database",
                    server.replaced() ? "dropped and created anew" : server.created() ? "created" : "was there");
        }
    }

    private void files(@Nullable FileCounts files) {
        if (files != null) {
            entry(
                    "Files",
                    files.sql() + " SQL, " + files.other() + " other, " + Shown.count(files.tests(), "test") + ", "
                            + Shown.count(files.fixtures(), "fixture") + ", " + files.testData() + " test data; "
                            + Shown.bytes(files.bytes()));
            entry("Parameters", Integer.toString(files.parameters()));
        }
    }

    private void entry(String name, String value) {
        html.element("dt", name).open("dd").foreign(value).close();
    }

    private void error(DeployError error) {
        html.open("section", "class", "error", "aria-labelledby", "pgmi-error");
        html.element("h2", "What failed", "id", "pgmi-error");
        for (SourcePosition position : error.positions()) {
            html.open("p").open("code").foreign(position.toString()).close().close();
        }
        if (error.problems().size() > 1) {
            list(error.problems());
        } else {
            html.open("p");
            if (error.sqlState() != null) {
                html.open("code").text(error.sqlState()).close().text(" ");
            }
            html.foreign(error.message()).close();
        }
        if (error.excerpt() != null) {
            html.element("pre", error.excerpt(), "class", "excerpt", "tabindex", "0", "aria-label", "Source line");
        }
        html.open("dl");
        optional("Detail", error.detail());
        optional("Hint", error.hint());
        optional("Where", error.where());
        html.close();
        html.open("details").element("summary", "As the build's log shows it").element("pre", error.report());
        html.close().close();
    }

    private void optional(String name, @Nullable String value) {
        if (value != null) {
            entry(name, value);
        }
    }

    private void warnings() {
        if (!report.warnings().isEmpty()) {
            html.open("section", "aria-labelledby", "pgmi-warnings").element("h2", "Warnings", "id", "pgmi-warnings");
            list(report.warnings());
            html.close();
        }
    }

    private void list(List<String> texts) {
        html.open("ul");
        texts.forEach(text -> html.open("li").foreign(text).close());
        html.close();
    }

    private void plan() {
        if (report.plan().isEmpty()) {
            return;
        }
        html.open("section", "aria-labelledby", "pgmi-plan").element("h2", "Plan", "id", "pgmi-plan");
        html.element(
                "p",
                Shown.count(report.plan().size(), "row") + " of pgmi_plan_view in execution_order",
                "class",
                "muted");
        html.table("Plan", "#|number", "File", "Size|number");
        int number = 0;
        for (PlannedFile file : report.plan()) {
            html.open("tr").element("td", Integer.toString(++number), "class", "number");
            html.open("th", "scope", "row").foreign(file.path());
            if (!file.sortKey().equals(file.path())) {
                html.open("span", "class", "muted")
                        .text(" at ")
                        .foreign(file.sortKey())
                        .close();
            }
            html.close()
                    .element("td", Shown.bytes(file.bytes()), "class", "number")
                    .close();
        }
        html.endTable().close();
    }

    private void settings() {
        if (report.connection().isEmpty()) {
            return;
        }
        html.open("section", "aria-labelledby", "pgmi-settings")
                .element("h2", "Connection", "id", "pgmi-settings")
                .table("Connection settings", "Setting", "Value", "From");
        for (Line line : report.connection()) {
            if (!line.origin().isEmpty()) {
                html.open("tr").element("th", line.name(), "scope", "row");
                html.open("td").foreign(line.shown()).close();
                html.open("td").foreign(line.origin()).close().close();
            }
        }
        html.endTable().close();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(DeployHtml.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
