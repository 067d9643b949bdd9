// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.PgmiException;
import io.pgmi.check.ConnectionReport;
import io.pgmi.check.ServerFacts;
import io.pgmi.check.ServerFacts.TlsFacts;
import io.pgmi.connect.ConnectionConfig.Line;
import io.pgmi.connect.Endpoint;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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
        JsonFile.write(json(report), file);
    }

    private static Map<String, @Nullable Object> json(ConnectionReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        report.fields().forEach(line -> fields.put(line.name(), field(line)));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("outcome", report.outcome().code());
        json.put("offline", report.offline());
        json.put("fields", fields);
        json.put("hosts", report.hosts().stream().map(ConnectionJson::host).toList());
        json.put("extra", report.extra());
        json.put(
                "problems",
                report.problems().stream()
                        .map(problem -> members(
                                "field", problem.field(), "origin", problem.origin(), "message", problem.message()))
                        .toList());
        json.put("notices", report.notices());
        json.put("server", report.server() == null ? null : server(report.server()));
        return json;
    }

    private static Object field(Line line) {
        boolean given = !line.origin().isEmpty();
        Object shown = line.secret() ? (Object) line.shown().equals("set") : given ? line.shown() : null;
        return members(
                line.secret() ? "set" : "value",
                shown,
                "origin",
                given ? line.origin() : null,
                "overrode",
                line.overrode());
    }

    private static Object host(Endpoint endpoint) {
        return members("host", endpoint.host(), "port", endpoint.port());
    }

    private static Object server(ServerFacts server) {
        Map<String, @Nullable Object> json = members(
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
        json.put("deployLock", members("free", server.lockHolder() == null, "holder", server.lockHolder()));
        json.put("pooler", server.pooler().name().toLowerCase(Locale.ROOT));
        json.put("timeZone", server.timeZone());
        return json;
    }

    private static Object tls(TlsFacts tls) {
        return members(
                "protocol",
                tls.protocol(),
                "cipher",
                tls.cipher(),
                "serverCertificate",
                tls.serverCertificate(),
                "clientCertificate",
                tls.clientCertificate());
    }

    /** @param namesAndValues a name, its value, the next name ... */
    private static Map<String, @Nullable Object> members(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        List<@Nullable Object> all = Arrays.asList(namesAndValues);
        for (int i = 0; i < all.size(); i += 2) {
            members.put(String.valueOf(all.get(i)), all.get(i + 1));
        }
        return members;
    }
}
