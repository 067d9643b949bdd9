// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One server address.
 *
 * @param host name or address; an IPv6 address without brackets. A Cloud SQL instance's connection name where the auth
 *     provider looks up the address
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[0-9A-Za-z._-]+)?");
    private static final Pattern FORBIDDEN = Pattern.compile("[\\s\\p{Cntrl}/?#@:,;=\\[\\]\\\\%]");
    // No Integer.parseInt on its own: it takes a sign and the digits of every script.
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");

    /** {@code host:port}, an IPv6 address or connection name in brackets. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * libpq's comma-separated lists (manual 34.1.1.3, "Specifying Multiple Hosts"): as many ports as hosts, or one for all.
     *
     * @param shown how a text may be quoted in a message: a connection string with a password in it is not quoted
     * @return the addresses that are right; each of the others is a problem
     */
    static List<Endpoint> parse(Value hosts, Value ports, UnaryOperator<String> shown, Problems problems) {
        String[] host = hosts.text().split(",", -1);
        String[] port = ports.text().split(",", -1);
        if (port.length != 1 && port.length != host.length) {
            problems.add(
                    "port",
                    ports.origin(),
                    "there are " + host.length + " hosts (" + hosts.origin() + ") but " + port.length + " ports ("
                            + ports.origin() + "). Give one port for all hosts, or one for each.");
            return List.of();
        }
        List<Endpoint> result = new ArrayList<>();
        for (int i = 0; i < host.length; i++) {
            String name = hostName(host[i], hosts.origin(), shown, problems);
            if (port.length == 1 && i > 0) {
                if (!result.isEmpty()) {
                    result.add(new Endpoint(name, result.get(0).port()));
                }
                continue;
            }
            int number = portNumber(port[i], ports.origin(), shown, problems);
            if (number > 0) {
                result.add(new Endpoint(name, number));
            }
        }
        return List.copyOf(result);
    }

    private static String hostName(String written, String origin, UnaryOperator<String> shown, Problems problems) {
        String text = written.strip();
        if (text.isEmpty()) {
            return "localhost";
        }
        if (text.startsWith("/") || text.startsWith("@")) {
            problems.add(
                    "host",
                    origin,
                    "host " + shown.apply(text) + " (" + origin + ") is a Unix-domain socket, which the JDBC driver "
                            + "cannot use. Give a host name or address; on this machine: localhost.");
            return text;
        }
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        boolean ipv6 = bare.indexOf(':') != bare.lastIndexOf(':');
        if (ipv6 ? !IPV6.matcher(bare).matches() : FORBIDDEN.matcher(bare).find()) {
            problems.add(
                    "host",
                    origin,
                    "host " + shown.apply(text) + " (" + origin + ") is not a host name or address. Give the host "
                            + "alone: the port has a setting of its own, and a whole URL belongs in 'connection'.");
        }
        return bare;
    }

    private static int portNumber(String written, String origin, UnaryOperator<String> shown, Problems problems) {
        String text = written.strip();
        if (text.isEmpty()) {
            return DEFAULT_PORT;
        }
        int number = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (number < 1 || number > 65535) {
            problems.add(
                    "port", origin, "port " + shown.apply(text) + " (" + origin + ") is not a number from 1 to 65535.");
            return 0;
        }
        return number;
    }

    static final int DEFAULT_PORT = 5432;

    /** Where every Cloud SQL instance has the proxy that its connectors talk to. */
    static final int CLOUD_SQL_PORT = 3307;
}
