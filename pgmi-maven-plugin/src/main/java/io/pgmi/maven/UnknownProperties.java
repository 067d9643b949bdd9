// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What was given with -D in the belief that it is a parameter: Maven itself drops what no plugin knows, without a word. */
final class UnknownProperties {
    private static final String PREFIX = "pgmi.";
    private static final Pattern PASSWORD = Pattern.compile("(?i)pass|pwd|secret|token");

    private UnknownProperties() {}

    /**
     * A sentence for each, without its value.
     *
     * @param given names of the command line's properties
     * @param parameters names of the parameters of all goals
     */
    static List<String> warnings(Set<String> given, Set<String> parameters) {
        return new TreeSet<>(given)
                .stream()
                        .filter(name -> name.startsWith(PREFIX))
                        .map(name -> name.substring(PREFIX.length()))
                        // Those with a dot are parameters of deploy.sql, or what goals tell each other.
                        .filter(name -> !name.contains(".") && !parameters.contains(name))
                        .map(name -> "-D" + PREFIX + name + " is not a parameter and does nothing. "
                                + advice(name, parameters))
                        .toList();
    }

    private static String advice(String name, Set<String> parameters) {
        if (PASSWORD.matcher(name).find()) {
            return "Others can read a command line, so no secret is taken from it: use <server> in settings.xml, $PGPASSWORD"
                    + " or .pgpass.";
        }
        String meant =
                switch (loose(name)) {
                    case "user", "login", "role" -> "username";
                    case "db", "dbname" -> "database";
                    case "url", "uri", "jdbcurl", "connectionstring" -> "connection";
                    case "server", "hostname" -> "host";
                    default ->
                        parameters.stream()
                                .filter(parameter -> loose(parameter).equals(loose(name)))
                                .findFirst()
                                .orElse("");
                };
        return meant.isEmpty() ? "mvn pgmi:help -Ddetail lists what there is." : "Write -D" + PREFIX + meant + ".";
    }

    private static String loose(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }
}
