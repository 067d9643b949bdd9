// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The driver's own URL (pgjdbc manual, "Connecting to the Database"): it must mean here what it means in the user's
 * application, so {@code +} is a blank and {@code ssl=true} is verify-full.
 */
final class JdbcFormat {
    private JdbcFormat() {}

    static void read(String text, StringContents contents) {
        String rest = text.substring("jdbc:postgresql:".length());
        int question = rest.indexOf('?');
        String server = question < 0 ? rest : rest.substring(0, question);
        if (server.contains("@")) {
            contents.problem("has an @ before the ?. A JDBC URL takes credentials as parameters: "
                    + "jdbc:postgresql://host:5432/database?user=…&password=…, with @ written as %40; "
                    + "user:password@host is for postgresql:// alone.");
            return;
        }
        if (server.startsWith("//")) {
            int slash = server.indexOf('/', 2);
            hosts(server.substring(2, slash < 0 ? server.length() : slash), contents);
            database(slash < 0 ? "" : server.substring(slash + 1), contents);
        } else {
            // jdbc:postgresql:/ is the server on this machine and its default database.
            database(server.equals("/") ? "" : server, contents);
        }
        if (question >= 0) {
            query(rest.substring(question + 1), contents);
        }
        contents.sslMeans(SslMode.VERIFY_FULL);
    }

    private static void hosts(String authority, StringContents contents) {
        if (authority.isEmpty()) {
            return;
        }
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String one : authority.split(",", -1)) {
            int colon = one.lastIndexOf(':');
            boolean port = colon > one.lastIndexOf(']');
            hosts.add(port ? one.substring(0, colon) : one);
            ports.add(port ? one.substring(colon + 1) : "");
        }
        contents.set(Setting.HOST, hosts.equals(List.of("")) ? "" : String.join(",", hosts));
        contents.set(Setting.PORT, ports.stream().allMatch(String::isEmpty) ? "" : String.join(",", ports));
    }

    private static void database(String path, StringContents contents) {
        if (path.contains("/")) {
            contents.problem(
                    "has too many slashes. Write jdbc:postgresql://host:5432/database, and %2F for / in a name.");
            return;
        }
        decode(path, contents).ifPresent(name -> contents.set(Setting.DATABASE, name));
    }

    private static void query(String query, StringContents contents) {
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            Optional<String> value = equals < 0 ? Optional.of("") : decode(pair.substring(equals + 1), contents);
            if (value.isEmpty()) {
                return;
            }
            contents.parameter(name, value.get());
        }
    }

    private static Optional<String> decode(String text, StringContents contents) {
        Optional<String> decoded = PercentDecoder.decode(text.replace('+', ' '));
        if (decoded.isEmpty()) {
            contents.problem("has a % that does not begin an escape (two hexadecimal digits, UTF-8, not %00). "
                    + "In a JDBC URL write %25 for %, %26 for &, %2B for +.");
        }
        return decoded;
    }
}
