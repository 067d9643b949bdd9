// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A complete, checked connection configuration in which every value knows its origin.
 *
 * @param notices what the user should hear of at INFO: a value that quietly lost where that is dangerous
 */
public record ConnectionConfig(
        Target target, Credentials credentials, Auth auth, Tls tls, SessionSettings session, List<String> notices) {
    public ConnectionConfig {
        notices = List.copyOf(notices);
    }

    /**
     * One line of {@link #describe()}.
     *
     * @param name the parameter's name, or what there is instead of one
     * @param shown the value; {@code set} or {@code unset} for secrets and for what may hold one
     * @param secret whether {@code shown} must not tell more than that
     * @param origin where it comes from; empty where unset
     * @param overrode origins of lower precedence that had a value too
     */
    public record Line(String name, String shown, boolean secret, String origin, List<String> overrode) {
        public Line {
            overrode = List.copyOf(overrode);
        }

        /** {@code host = db1 (from $PGHOST, not connection.host in pgmi.yaml:3)}. */
        @Override
        public String toString() {
            if (origin.isEmpty()) {
                return name + " = " + shown;
            }
            String not = overrode.isEmpty() ? "" : ", not " + String.join(", ", overrode);
            return name + " = " + shown + " (" + new Resolved<>(shown, origin, overrode).whence() + not + ")";
        }
    }

    /** Every setting with its origin, secrets as set or unset: for a debug log and for checking a connection. */
    public List<Line> describe() {
        List<Line> lines = new ArrayList<>();
        lines.add(line("host", target.host(), text -> text));
        lines.add(line("port", target.port(), text -> text));
        lines.add(line("database", target.database(), text -> text));
        lines.add(line("maintenanceDatabase", target.maintenanceDatabase(), text -> text));
        lines.add(line("username", credentials.username(), text -> text));
        lines.add(secret("password", credentials.password()));
        lines.add(line("passwordFile", credentials.passwordFile(), Object::toString));
        lines.add(line("auth", auth.method(), text -> text));
        auth.settings().forEach((setting, value) -> lines.add(line(setting.field(), value, text -> text)));
        if (auth.azureClientSecret() != null) {
            lines.add(secret(Setting.AZURE_CLIENT_SECRET.field(), auth.azureClientSecret()));
        }
        lines.add(line("sslMode", tls.mode(), SslMode::text));
        lines.add(line("sslCert", tls.certificate(), text -> text));
        lines.add(line("sslKey", tls.key(), text -> text));
        lines.add(line("sslRootCert", tls.rootCertificate(), text -> text));
        lines.add(secret("sslPassword", tls.keyPassword()));
        lines.add(line("applicationName", session.applicationName(), text -> text));
        lines.add(line("connectTimeout", session.connectTimeout(), time -> time.toMillis() + " ms"));
        lines.add(line("connectAttempts", session.connectAttempts(), Object::toString));
        lines.add(line("timeZone", session.timeZone(), text -> text));
        session.driverParameters()
                .value()
                .keySet()
                .forEach(name -> lines.add(line(name, session.driverParameters(), all -> "set")));
        return List.copyOf(lines);
    }

    private static Line secret(String name, @Nullable Resolved<Secret> value) {
        Line line = line(name, value, secret -> secret.reveal().isEmpty() ? "unset" : "set");
        return new Line(line.name(), line.shown(), true, line.origin(), line.overrode());
    }

    private static <T> Line line(String name, @Nullable Resolved<T> value, Function<T, String> shown) {
        return value == null || value.origin().equals(Resolved.NOWHERE)
                ? new Line(name, "unset", false, "", List.of())
                : new Line(name, shown.apply(value.value()), false, value.origin(), value.overrode());
    }

    /** {@link #describe()} on one line. */
    @Override
    public String toString() {
        return describe().stream().map(Line::toString).collect(Collectors.joining("; ", "ConnectionConfig[", "]"));
    }
}
