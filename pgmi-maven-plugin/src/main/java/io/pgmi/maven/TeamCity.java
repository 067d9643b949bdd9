// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.util.Locale;

/**
 * Service messages (TeamCity's documentation, "Service Messages"): a build problem for what failed. Nothing about tests,
 * which TeamCity reads from the test reports.
 */
record TeamCity() implements CiServer {
    @Override
    public String annotation(Finding finding) {
        String text = finding.title() + "\n" + (finding.position() == null ? "" : finding.position() + ": ")
                + finding.message();
        return finding.error()
                ? "##teamcity[buildProblem description='" + escaped(text) + "']"
                : "##teamcity[message text='" + escaped(text) + "' status='WARNING']";
    }

    /** In ASCII, whatever the agent takes the output's encoding for. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '|', '\'', '[', ']' -> escaped.append('|').append(c);
                case '\n' -> escaped.append("|n");
                case '\r' -> escaped.append("|r");
                default -> {
                    if (c < 0x80) {
                        escaped.append(c);
                    } else {
                        escaped.append(String.format(Locale.ROOT, "|0x%04X", (int) c));
                    }
                }
            }
        }
        return escaped.toString();
    }
}
