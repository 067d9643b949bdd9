// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.report.TestResult.Status;
import io.pgmi.session.TestStep.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The parts of the page that tell how tests went, and what took longest. */
final class TestsHtml {
    private static final int SLOWEST = 10;

    private final DeployReport report;
    private final Html html;

    /** What the server or we have measured by itself: files that a DO block runs are not. */
    private record Timed(String name, Duration duration) {}

    TestsHtml(DeployReport report, Html html) {
        this.report = report;
        this.html = html;
    }

    void write() {
        if (!report.tests().isEmpty()) {
            tests();
        }
        List<Timed> slowest = slowest();
        if (slowest.size() > 1) {
            html.open("section", "aria-labelledby", "pgmi-slowest").element("h2", "Slowest", "id", "pgmi-slowest");
            html.element(
                    "p",
                    "Of what is measured one by one: test files, and the statements of deploy.sql's tail. PostgreSQL does"
                            + " not tell how long each file took that a DO block ran.",
                    "class",
                    "muted");
            html.table("Slowest", "What", "Took|number");
            slowest.forEach(timed -> {
                html.open("tr").open("th", "scope", "row").foreign(timed.name()).close();
                html.element("td", Shown.duration(timed.duration()), "class", "number")
                        .close();
            });
            html.endTable().close();
        }
    }

    private void tests() {
        html.open("section", "aria-labelledby", "pgmi-tests").element("h2", "Tests", "id", "pgmi-tests");
        html.element("p", SurefireXml.summary(report));
        html.table("Tests", "Result", "File", "Took|number");
        for (TestResult test : report.tests()) {
            html.open("tr").element("td", word(test.status()), "class", "word" + style(test.status()));
            html.open("th", "scope", "row").foreign(test.path());
            if (test.kind() == Kind.FIXTURE) {
                html.open("span", "class", "muted").text(" fixture").close();
            }
            html.close();
            html.element("td", test.duration() == null ? "" : Shown.duration(test.duration()), "class", "number");
            html.close();
        }
        html.endTable().close();
    }

    private static String word(Status status) {
        return switch (status) {
            case PASSED -> "✔ passed";
            case FAILED -> "✘ failed";
            case ERROR -> "✘ error";
            case SKIPPED -> "– not run";
        };
    }

    private static String style(Status status) {
        return switch (status) {
            case PASSED -> " success";
            case FAILED, ERROR -> " failure";
            case SKIPPED -> " muted";
        };
    }

    private List<Timed> slowest() {
        List<Timed> timed = new ArrayList<>();
        for (TestResult test : report.tests()) {
            if (test.duration() != null) {
                timed.add(new Timed(test.path(), test.duration()));
            }
        }
        for (Unit unit : report.units()) {
            if (!unit.head()) {
                timed.add(new Timed(unit.position().toString(), unit.span().duration()));
            }
        }
        timed.sort(Comparator.comparing(Timed::duration).reversed());
        return timed.subList(0, Math.min(SLOWEST, timed.size()));
    }
}
