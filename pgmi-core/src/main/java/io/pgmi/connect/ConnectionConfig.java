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
     * @param origin where it comes from; empty where unset
     * @param overrode origins of lower precedence that had a value too
     */
    public record Line(String name, String shown, String origin, List<String> overrode) {
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
        lines.add(line("password", credentials.password(), ConnectionConfig::setOrUnset));
        lines.add(line("password file", credentials.passwordFile(), Object::toString));
        lines.add(line("auth", auth.method(), text -> text));
        auth.settings().forEach((setting, value) -> lines.add(line(Auth.name(setting), value, text -> text)));
        if (auth.azureClientSecret() != null) {
            lines.add(line("azureClientSecret", auth.azureClientSecret(), ConnectionConfig::setOrUnset));
        }
        lines.add(line("sslMode", tls.mode(), SslMode::text));
        lines.add(line("sslCert", tls.certificate(), text -> text));
        lines.add(line("sslKey", tls.key(), text -> text));
        lines.add(line("sslRootCert", tls.rootCertificate(), text -> text));
        lines.add(line("sslpassword", tls.keyPassword(), ConnectionConfig::setOrUnset));
        lines.add(line("application name", session.applicationName(), text -> text));
        lines.add(line("connectTimeout", session.connectTimeout(), time -> time.toMillis() + " ms"));
        lines.add(line("connectAttempts", session.connectAttempts(), Object::toString));
        lines.add(line("timeZone", session.timeZone(), text -> text));
        session.driverParameters()
                .value()
                .keySet()
                .forEach(name -> lines.add(line(name, session.driverParameters(), all -> "set")));
        return List.copyOf(lines);
    }

    private static String setOrUnset(Secret secret) {
        return secret.reveal().isEmpty() ? "unset" : "set";
    }

    private static <T> Line line(String name, @Nullable Resolved<T> value, Function<T, String> shown) {
        return value == null
                ? new Line(name, "unset", "", List.of())
                : new Line(name, shown.apply(value.value()), value.origin(), value.overrode());
    }

    /** {@link #describe()} on one line. */
    @Override
    public String toString() {
        return describe().stream().map(Line::toString).collect(Collectors.joining("; ", "ConnectionConfig[", "]"));
    }
}
