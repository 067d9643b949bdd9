// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what a connection string says, and what is wrong with it. */
final class StringContents {
    private final String origin;
    private final List<String> problems;
    private boolean holdsPassword;
    private final Map<Setting, String> settings = new EnumMap<>(Setting.class);
    private final Map<String, String> driverParameters = new HashMap<>();
    private @Nullable String fallbackApplicationName;
    private @Nullable String ssl;
    private boolean broken;

    StringContents(String text, String origin, List<String> problems) {
        this.origin = origin;
        this.problems = problems;
        String lower = text.replaceAll("[\\s_]", "").toLowerCase(Locale.ROOT);
        // Rather too often than once too seldom: an @ in a URI may belong to a password with an unescaped character.
        this.holdsPassword = lower.contains("password") || lower.contains("pwd") || text.contains("@");
    }

    /** Something in the string as a whole is wrong; nothing else is checked then, it would only mislead. */
    void problem(String what) {
        broken = true;
        problems.add("the " + origin + " " + what);
    }

    /** How a part of the string may appear in a message. */
    String shown(String part) {
        return holdsPassword ? "(not shown, since the string may hold a password)" : "'" + part + "'";
    }

    /** A setting that the format has a place of its own for. An empty text is nothing, as for libpq. */
    void set(Setting setting, String text) {
        if (text.indexOf('\0') >= 0) {
            problem("holds a NUL character, which PostgreSQL takes nowhere.");
        } else if (text.isEmpty()) {
            settings.remove(setting);
        } else {
            settings.put(setting, text);
            holdsPassword |= setting == Setting.PASSWORD || setting == Setting.SSL_PASSWORD;
        }
    }

    /** A named parameter, by libpq's name or the driver's. The last of several wins, as for libpq. */
    void parameter(String name, String text) {
        Setting setting = ParameterNames.ours(name);
        String refused = ParameterNames.refused(name);
        if (setting != null) {
            set(setting, text);
        } else if (name.equals("ssl")) {
            ssl = text;
        } else if (name.equals("fallback_application_name")) {
            fallbackApplicationName = text;
        } else if (name.equals("client_encoding")) {
            clientEncoding(text);
        } else if (refused != null) {
            // The name is a word of our own table, so it is no part of a password.
            problems.add("the " + origin + " sets " + name + ", which is not accepted: " + refused + ".");
        } else {
            driverParameter(name, text);
        }
    }

    private void clientEncoding(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        if (!plain.equals("utf8") && !plain.equals("unicode")) {
            problems.add("the " + origin + " sets client_encoding to " + shown(text)
                    + ", but files are read and sent as UTF-8: leave it out.");
        }
    }

    private void driverParameter(String name, String text) {
        String driverName = ParameterNames.driverName(name);
        if (driverName == null) {
            problems.add(
                    "the " + origin + " has a parameter that neither pgmi nor the JDBC driver knows: " + shown(name)
                            + ". Check its spelling; a server setting goes into options, for example options=-c%20work_mem%3D64MB.");
            return;
        }
        Map<String, String> values = ParameterNames.driverValues(name);
        String driverText = values == null ? text : values.get(text);
        if (driverText == null) {
            problems.add("the " + origin + " sets " + name + " to " + shown(text) + ". Accepted: "
                    + String.join(
                            ", ",
                            values == null
                                    ? List.of()
                                    : values.keySet().stream().sorted().toList()) + ".");
            return;
        }
        if (text.indexOf('\0') >= 0) {
            problem("holds a NUL character, which PostgreSQL takes nowhere.");
            return;
        }
        driverParameters.put(driverName, driverText);
    }

    /** libpq takes {@code ssl=true} for sslmode=require; the driver, for verify-full. */
    void sslMeans(SslMode mode) {
        if (ssl == null || settings.containsKey(Setting.SSL_MODE)) {
            return;
        }
        if (ssl.isEmpty() || ssl.equalsIgnoreCase("true")) {
            settings.put(Setting.SSL_MODE, mode.text());
        } else if (!ssl.equalsIgnoreCase("false")) {
            problems.add("the " + origin + " sets ssl to " + shown(ssl) + ". Accepted: true, false; better: sslmode.");
        }
        ssl = null;
    }

    ConnectionString finish() {
        sslMeans(SslMode.REQUIRE);
        if (!broken) {
            check();
        }
        return new ConnectionString(settings, fallbackApplicationName, driverParameters, origin);
    }

    private void check() {
        List<String> found = new ArrayList<>();
        Value host = new Value(settings.getOrDefault(Setting.HOST, "localhost"), "in the " + origin);
        Value port = new Value(settings.getOrDefault(Setting.PORT, ""), "in the " + origin);
        Problems addresses = new Problems();
        Endpoint.parse(host, port, this::shown, addresses);
        found.addAll(addresses.messages());
        String mode = settings.get(Setting.SSL_MODE);
        if (mode != null && SslMode.of(mode).isEmpty()) {
            found.add("sslmode " + shown(mode) + " in the " + origin + " is unknown. Accepted: " + SslMode.ACCEPTED
                    + ".");
        }
        String timeout = settings.get(Setting.CONNECT_TIMEOUT);
        if (timeout != null && Durations.parse(timeout) == null) {
            found.add("connect_timeout " + shown(timeout) + " in the " + origin + " is not a duration. "
                    + Durations.ACCEPTED);
        }
        problems.addAll(found);
    }
}
