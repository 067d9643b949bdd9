// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import org.apache.maven.execution.MavenSession;

/** What was given with -D. Maven alone lets a literal in the POM win over it; here the more deliberate word wins. */
record CommandLine(MavenSession session) {
    String text(String property, String otherwise) {
        return session.getUserProperties().getProperty(property, otherwise);
    }

    /** {@code -Dname} alone means true, as Maven reads it. */
    boolean flag(String property, boolean otherwise) {
        return Boolean.parseBoolean(text(property, Boolean.toString(otherwise)));
    }
}
