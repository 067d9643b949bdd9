// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.PgmiException;
import io.pgmi.check.ConnectionReport;
import io.pgmi.check.ServerFacts;
import io.pgmi.check.ServerFacts.TlsFacts;
import io.pgmi.connect.Endpoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link ConnectionReport} as JSON of schema {@code connection-v1.json}: the same members whatever the outcome. */
public final class ConnectionJson {
    private static final int VERSION = 1;

    private ConnectionJson() {}

    /**
     * Writes the file, and the folders above it where they are missing.
     *
     * @throws PgmiException (OTHER) where it cannot be written
     */
    public static void write(ConnectionReport report, Path file) {
        ReportFile.write(file, text(report));
    }

    static String text(ConnectionReport report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("outcome", report.outcome().code());
        json.put("offline", report.offline());
        json.put("fields", SettingsJson.of(report.fields()));
        json.put("hosts", report.hosts().stream().map(ConnectionJson::host).toList());
        json.put("extra", report.extra());
        json.put(
                "problems",
                report.problems().stream()
                        .map(problem -> Json.members(
                                "field", problem.field(), "origin", problem.origin(), "message", problem.message()))
                        .toList());
        json.put("notices", report.notices());
        json.put("server", report.server() == null ? null : server(report.server()));
        return Json.write(json);
    }

    private static Object host(Endpoint endpoint) {
        return Json.members("host", endpoint.host(), "port", endpoint.port());
    }

    private static Object server(ServerFacts server) {
        Map<String, @Nullable Object> json = Json.members(
                "version",
                server.version(),
                "address",
                server.address(),
                "database",
                server.database(),
                "databaseExists",
                server.databaseExists(),
                "user",
                server.user(),
                "authentication",
                server.authentication());
        json.put("tls", server.tls() == null ? null : tls(server.tls()));
        json.put("deployLock", Json.members("free", server.lockHolder() == null, "holder", server.lockHolder()));
        json.put("pooler", server.pooler().name().toLowerCase(Locale.ROOT));
        json.put("timeZone", server.timeZone());
        return json;
    }

    private static Object tls(TlsFacts tls) {
        return Json.members(
                "protocol",
                tls.protocol(),
                "cipher",
                tls.cipher(),
                "serverCertificate",
                tls.serverCertificate(),
                "clientCertificate",
                tls.clientCertificate());
    }
}
