// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** libpq's connection URI (PostgreSQL manual 34.1.1.2). A {@code +} stays a plus. */
final class UriFormat {
    static final String ESCAPING = "In a user name, password or database name write %40 for @, %3A for :, %2F for /, "
            + "%3F for ?, %26 for & and %25 for %.";

    private UriFormat() {}

    static void read(String text, StringContents contents) {
        String rest = text.substring(text.indexOf("://") + 3);
        // As libpq looks for credentials: an @ before the first slash. Anything else with an @ is a mistake of
        // escaping.
        int slash = indexOf(rest, '/', rest.length());
        int at = rest.indexOf('@');
        if (at >= 0 && at < slash && rest.lastIndexOf('?', at) >= 0) {
            // libpq reads credentials up to the @, RFC 3986 a query from the ?: two different servers to send a
            // password to.
            contents.problem("has a ? before an @ and no / between them, which can be read in two ways. " + ESCAPING);
            return;
        }
        if (at >= 0 && at < slash) {
            String userInfo = rest.substring(0, at);
            rest = rest.substring(at + 1);
            int colon = indexOf(userInfo, ':', userInfo.length());
            decode(userInfo.substring(0, colon), contents).ifPresent(user -> contents.set(Setting.USERNAME, user));
            if (colon < userInfo.length()) {
                decode(userInfo.substring(colon + 1), contents)
                        .ifPresent(password -> contents.set(Setting.PASSWORD, password));
            }
        }
        int question = indexOf(rest, '?', rest.length());
        String beforeQuery = rest.substring(0, question);
        if (beforeQuery.contains("@")) {
            contents.problem(
                    "has an @ where none may stand, so the password or user name holds a character that must be "
                            + "escaped. " + ESCAPING);
            return;
        }
        int path = indexOf(beforeQuery, '/', beforeQuery.length());
        hosts(beforeQuery.substring(0, path), contents);
        if (path < beforeQuery.length()) {
            decode(beforeQuery.substring(path + 1), contents).ifPresent(name -> contents.set(Setting.DATABASE, name));
        }
        if (question < rest.length()) {
            query(rest.substring(question + 1), contents);
        }
    }

    private static void hosts(String authority, StringContents contents) {
        if (authority.isEmpty()) {
            return;
        }
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String one : authority.split(",", -1)) {
            int bracket = one.startsWith("[") ? one.indexOf(']') : 0;
            if (bracket < 0) {
                contents.problem("has a host with [ but no ]. An IPv6 address stands in brackets: [::1]:5432.");
                return;
            }
            int colon = indexOf(one, ':', one.length(), bracket);
            if (one.indexOf(':', colon + 1) >= 0 && colon < one.length()) {
                contents.problem(
                        "has more than one : in a host. An IPv6 address stands in brackets, [::1]:5432. " + ESCAPING);
                return;
            }
            Optional<String> host = decode(one.substring(0, colon), contents);
            if (host.isEmpty()) {
                return;
            }
            hosts.add(host.get());
            ports.add(colon < one.length() ? one.substring(colon + 1) : "");
        }
        contents.set(Setting.HOST, hosts.equals(List.of("")) ? "" : String.join(",", hosts));
        contents.set(Setting.PORT, ports.stream().allMatch(String::isEmpty) ? "" : String.join(",", ports));
    }

    private static void query(String query, StringContents contents) {
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 0 || pair.indexOf('=', equals + 1) >= 0) {
                contents.problem((equals < 0 ? "has a parameter without =" : "has a parameter with more than one =")
                        + " after the ?. Write name=value&name=value, and %3D for = in a value. " + ESCAPING);
                return;
            }
            Optional<String> name = decode(pair.substring(0, equals), contents);
            Optional<String> value = decode(pair.substring(equals + 1), contents);
            if (name.isEmpty() || value.isEmpty()) {
                return;
            }
            contents.parameter(name.get(), value.get());
        }
    }

    private static Optional<String> decode(String text, StringContents contents) {
        Optional<String> decoded = PercentDecoder.decode(text);
        if (decoded.isEmpty()) {
            contents.problem(
                    "has a % that does not begin an escape (two hexadecimal digits, UTF-8, not %00). " + ESCAPING);
        }
        return decoded;
    }

    private static int indexOf(String text, char wanted, int otherwise) {
        return indexOf(text, wanted, otherwise, 0);
    }

    private static int indexOf(String text, char wanted, int otherwise, int from) {
        int index = text.indexOf(wanted, from);
        return index < 0 ? otherwise : index;
    }
}
