// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.check.ConnectionReport;
import io.pgmi.check.ServerFacts;
import io.pgmi.check.ServerFacts.TlsFacts;
import io.pgmi.connect.ConnectionConfig.Line;
import io.pgmi.connect.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link ConnectionReport} as aligned lines for people. */
final class ConnectionTable {
    private record Row(String name, String value, String remark) {}

    private final List<Row> rows = new ArrayList<>();

    private ConnectionTable() {}

    static List<String> lines(ConnectionReport report) {
        ConnectionTable table = new ConnectionTable();
        report.fields().stream().filter(line -> !line.origin().isEmpty()).forEach(table::field);
        if (report.hosts().size() > 1) {
            table.row(
                    "hosts",
                    report.hosts().stream().map(Endpoint::toString).collect(Collectors.joining(", ")),
                    "in turn");
        }
        report.extra().forEach((name, text) -> table.row(name, text, "to the driver"));
        List<String> unset = report.fields().stream()
                .filter(line -> line.origin().isEmpty())
                .map(Line::name)
                .toList();
        if (!unset.isEmpty()) {
            table.row("(unset)", String.join(", ", unset), "");
        }
        List<String> lines = new ArrayList<>(table.aligned());
        if (report.server() != null) {
            ConnectionTable server = new ConnectionTable();
            server.server(report.server());
            lines.add("Connected:");
            lines.addAll(server.aligned());
        }
        return lines;
    }

    private void field(Line line) {
        String not = line.overrode().isEmpty() ? "" : ", not " + String.join(", ", line.overrode());
        String from = line.origin().startsWith("default") ? line.origin() : "from " + line.origin();
        row(line.name(), line.shown(), from + not);
    }

    private void server(ServerFacts server) {
        row("server", "PostgreSQL " + server.version(), "at " + server.address());
        row(
                "database",
                server.database(),
                server.databaseExists() ? "" : "the maintenance database: the target is to be created");
        row("user", server.user(), "authentication: " + server.authentication());
        TlsFacts tls = server.tls();
        if (tls == null) {
            row("TLS", "none", "");
        } else {
            row("TLS", tls.protocol(), tls.cipher());
            row("certificate", tls.serverCertificate() == null ? "unknown" : tls.serverCertificate(), "the server's");
            if (tls.clientCertificate() != null) {
                row("certificate", tls.clientCertificate(), "the client's");
            }
        }
        String holder = server.lockHolder();
        row("deploy lock", holder == null ? "free" : "held", holder == null ? "" : "by " + holder);
        switch (server.pooler()) {
            case NONE -> row("pooler", "none", "");
            case SESSION -> row("pooler", "in session mode", "");
            case TRANSACTION -> row("pooler", "in transaction mode", "no deployment can pass it");
        }
        row("time zone", server.timeZone(), "");
    }

    private void row(String name, String value, String remark) {
        rows.add(new Row(name, value, remark));
    }

    private List<String> aligned() {
        int names = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        int values = rows.stream()
                .filter(row -> !row.remark().isEmpty())
                .mapToInt(row -> row.value().length())
                .filter(length -> length <= 40)
                .max()
                .orElse(0);
        return rows.stream()
                .map(row -> ("  " + padded(row.name(), names) + "  " + padded(row.value(), values) + "  "
                                + row.remark())
                        .stripTrailing())
                .toList();
    }

    private static String padded(String text, int length) {
        return text + " ".repeat(Math.max(0, length - text.length()));
    }
}
