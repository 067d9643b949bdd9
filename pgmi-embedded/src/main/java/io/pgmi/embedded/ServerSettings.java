// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The server's settings: ours, then the user's, which win. */
record ServerSettings(Map<String, String> values) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)*");
    /** Set by other means, so that we know them. */
    private static final Set<String> OURS = Set.of("port", "data_directory");

    static ServerSettings of(ServerOptions options) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("listen_addresses", EmbeddedServer.HOST);
        if (!Account.isWindows()) {
            values.put("unix_socket_directories", "");
        }
        // Throw-away data: nothing has to survive a power failure (the manual's "Non-Durable Settings").
        values.put("fsync", "off");
        values.put("synchronous_commit", "off");
        values.put("full_page_writes", "off");
        values.put("timezone", "UTC");
        values.put("log_timezone", "UTC");
        values.put("max_connections", "100");
        options.settings().forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new EmbeddedServerException(
                        "'" + name + "' is no name of a PostgreSQL server setting (letters, digits, _, $ and .).");
            }
            values.keySet().removeIf(name::equalsIgnoreCase);
            if (OURS.stream().anyMatch(name::equalsIgnoreCase)) {
                throw new EmbeddedServerException("The server setting '" + name
                        + "' cannot be given among the server settings; it has an option of its own.");
            }
            values.put(name, value);
        });
        return new ServerSettings(values);
    }

    Map<String, String> withPort(int port) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put("port", Integer.toString(port));
        return all;
    }
}
