// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.report.DeployReport.Phase;
import io.pgmi.report.DeployReport.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part of the page that tells when what ran: the phases, and beneath them the messages of deploy.sql. */
final class TimelineHtml {
    /** More rows than anybody reads; deploy.json has them all. */
    private static final int MOST_UNITS = 200;

    private static final Map<Phase, String> NAMES = Map.of(
            Phase.SCAN, "Read and check",
            Phase.CONNECT, "Connect",
            Phase.LOAD, "Load files",
            Phase.PREPARE, "Prepare session",
            Phase.HEAD, "deploy.sql: head",
            Phase.TAIL, "deploy.sql: tail");

    private final DeployReport report;
    private final Html html;

    TimelineHtml(DeployReport report, Html html) {
        this.report = report;
        this.html = html;
    }

    void write() {
        html.open("section", "aria-labelledby", "pgmi-timeline").element("h2", "Timeline", "id", "pgmi-timeline");
        html.table("Timeline", "Part", "Start|number wide", "Took|number", "Rows written|number wide", "Share|bar");
        report.phases().forEach(this::phase);
        html.endTable();
        int hidden = report.units().size() - MOST_UNITS;
        if (hidden > 0) {
            html.element("p", Shown.count(hidden, "further statement") + " in deploy.json", "class", "muted");
        }
        html.close();
    }

    private void phase(Phase phase, Span span) {
        html.open("tr").element("th", NAMES.getOrDefault(phase, phase.name()), "scope", "row");
        row(span, "");
        if (phase == Phase.HEAD || phase == Phase.TAIL) {
            List<Unit> units = report.units();
            units.subList(0, Math.min(MOST_UNITS, units.size())).stream()
                    .filter(unit -> unit.head() == (phase == Phase.HEAD))
                    .forEach(this::unit);
        }
    }

    private void unit(Unit unit) {
        html.open("tr", "class", "part").open("th", "scope", "row");
        html.foreign(unit.position().toString());
        if (unit.head()) {
            html.text(", " + Shown.count(unit.statements(), "statement"));
        }
        if (unit.rows() == null) {
            html.open("span", "class", "failure").text(" ✘ failed").close();
        }
        html.close();
        row(unit.span(), unit.rows() == null ? "" : unit.rows().toString());
    }

    private void row(Span span, String rows) {
        html.element("td", Shown.duration(span.start()), "class", "number wide");
        html.element("td", Shown.duration(span.duration()), "class", "number");
        html.element("td", rows, "class", "number wide");
        html.open("td", "class", "bar", "aria-hidden", "true")
                .open("span", "style", "margin-left:" + percent(span.start()) + ";width:" + percent(span.duration()))
                .close()
                .close()
                .close();
    }

    private String percent(java.time.Duration part) {
        double all = Math.max(1, report.duration().toNanos());
        return String.format(Locale.ROOT, "%.2f%%", Math.min(100, 100 * part.toNanos() / all));
    }
}
