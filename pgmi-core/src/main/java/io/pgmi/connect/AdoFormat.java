// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ADO.NET: {@code Key=Value;Key=Value}; a value in ' or " may hold anything, the quote itself doubled. */
final class AdoFormat {
    private final String text;
    private final StringContents contents;
    private String host = "";
    private String port = "";
    private int at;

    private AdoFormat(String text, StringContents contents) {
        this.text = text;
        this.contents = contents;
    }

    static void read(String text, StringContents contents) {
        new AdoFormat(text, contents).pairs();
    }

    private void pairs() {
        while (at < text.length()) {
            skipBlanks();
            if (at >= text.length()) {
                break;
            }
            if (text.charAt(at) == ';') {
                at++;
                continue;
            }
            int equals = text.indexOf('=', at);
            int semicolon = text.indexOf(';', at);
            if (equals < 0 || (semicolon >= 0 && semicolon < equals)) {
                contents.problem("has a part without =. Write Key=Value;Key=Value, and a value that holds ; in quotes: "
                        + "Password=\"a;b\".");
                return;
            }
            String key = text.substring(at, equals);
            at = equals + 1;
            String value = value();
            if (value == null) {
                return;
            }
            put(ParameterNames.fromAdo(key), value);
        }
        hosts();
    }

    private void put(String name, String value) {
        Setting setting = ParameterNames.ours(name);
        if (setting == Setting.HOST) {
            host = value;
        } else if (setting == Setting.PORT) {
            port = value;
        } else {
            contents.parameter(name, value);
        }
    }

    /** ADO.NET drivers take a port behind the host too, {@code Host=h1:5433,h2}. */
    private void hosts() {
        if (host.contains(",") || host.contains(":")) {
            List<String> hosts = new ArrayList<>();
            List<String> ports = new ArrayList<>();
            for (String one : host.split(",", -1)) {
                int colon = one.lastIndexOf(':');
                boolean own = colon > one.lastIndexOf(']') && (one.indexOf(':') == colon || one.contains("]"));
                hosts.add(own ? one.substring(0, colon) : one);
                ports.add(own ? one.substring(colon + 1) : port);
            }
            contents.set(Setting.HOST, String.join(",", hosts));
            contents.set(Setting.PORT, port.contains(",") ? port : String.join(",", ports));
        } else {
            contents.set(Setting.HOST, host);
            contents.set(Setting.PORT, port);
        }
    }

    private @Nullable String value() {
        skipBlanks();
        if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
            return quoted(text.charAt(at));
        }
        int end = text.indexOf(';', at);
        String value = text.substring(at, end < 0 ? text.length() : end).strip();
        at = end < 0 ? text.length() : end + 1;
        return value;
    }

    private @Nullable String quoted(char quote) {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                value.append(quote);
                at++;
            } else {
                skipBlanks();
                if (at < text.length() && text.charAt(at) != ';') {
                    contents.problem(
                            "has text behind a closing quote. A quote inside a quoted value is written twice.");
                    return null;
                }
                at++;
                return value.toString();
            }
        }
        contents.problem("has a quote that is never closed. A quote inside a quoted value is written twice.");
        return null;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
