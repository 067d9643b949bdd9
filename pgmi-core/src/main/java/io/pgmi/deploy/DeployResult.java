// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import java.time.Duration;

/**
 * What a successful deployment did.
 *
 * @param host the first host of the connection
 * @param serverVersion as the server tells it
 * @param sourceFiles files that deploy.sql could see, tests not counted
 * @param testFiles files in test directories, fixtures included
 * @param tests how many tests ran, each of which passed
 * @param messages what deploy.sql was sent as: one head, and a message for each statement after it
 */
public record DeployResult(
        String host,
        int port,
        String database,
        String username,
        String serverVersion,
        int sourceFiles,
        int testFiles,
        int tests,
        int messages,
        Duration duration) {
    /** For {@code DriverManager.getConnection}, without user and password. */
    public String jdbcUrl() {
        String literal = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + literal + ":" + port + "/"
                + java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }
}
