// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.PgmiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * What a start is asked for, checked.
 *
 * @param port 0 for a free one
 */
record StartRequest(
        PostgresVersion version, int port, int startTimeoutSeconds, String database, Map<String, String> settings) {

    /** @throws MojoExecutionException with all that is wrong */
    static StartRequest checked(
            String version, String port, String startTimeout, String database, Map<String, String> settings)
            throws MojoExecutionException {
        List<String> problems = new ArrayList<>();
        PostgresVersion wanted = new PostgresVersion("");
        try {
            wanted = new PostgresVersion(version);
        } catch (IllegalArgumentException e) {
            problems.add("version (pgmi.postgresVersion): " + e.getMessage());
        }
        int portNumber = number("port (pgmi.embeddedPort)", port, 0, 65_535, problems);
        int seconds = number("startTimeout (pgmi.startTimeout)", startTimeout, 1, 86_400, problems);
        if (database.isBlank()) {
            problems.add("database (pgmi.database) is empty: leave it out for 'app', or give a name");
        }
        Map<String, String> values = new TreeMap<>();
        // An empty element in a POM is null; an empty value is a value to PostgreSQL.
        settings.forEach((name, value) -> values.put(name, value == null ? "" : value));
        if (!problems.isEmpty()) {
            PgmiException all = PgmiException.invalidConfiguration(problems);
            throw new MojoExecutionException(all.getMessage(), all);
        }
        return new StartRequest(wanted, portNumber, seconds, database, values);
    }

    /** What makes a server of another request unfit for this one, in words. */
    String origin() {
        return "version " + version + ", port " + (port == 0 ? "free" : port) + ", database " + database + ", settings "
                + settings;
    }

    private static int number(String what, String text, int least, int most, List<String> problems) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as one that is out of range.
        }
        problems.add(what + " is '" + text + "': a whole number from " + least + " to " + most + " is accepted");
        return least;
    }
}
