// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.connect.Value;
import org.apache.maven.execution.MavenSession;
import org.jspecify.annotations.Nullable;

/** What was given with -D. Maven alone lets a literal in the POM win over it; here the more deliberate word wins. */
record CommandLine(MavenSession session) {
    String text(String property, String otherwise) {
        return session.getUserProperties().getProperty(property, otherwise);
    }

    /** A parameter's value and where it was given; null where it was not. */
    @Nullable
    Value value(String parameter, @Nullable String pom) {
        String typed = text("pgmi." + parameter, "");
        if (!typed.isBlank()) {
            return new Value(typed, "-Dpgmi." + parameter);
        }
        return pom == null || pom.isBlank() ? null : new Value(pom, "<" + parameter + "> in pom.xml");
    }

    /** {@code -Dname} alone means true, as Maven reads it. */
    boolean flag(String property, boolean otherwise) {
        return Boolean.parseBoolean(text(property, Boolean.toString(otherwise)));
    }
}
