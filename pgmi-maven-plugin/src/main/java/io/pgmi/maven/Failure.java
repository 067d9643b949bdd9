// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;

/** How a goal that needs no server says that it failed. */
final class Failure {
    private Failure() {}

    static MojoExecutionException of(String goal, PgmiException e) {
        // Not as the cause: its message is this one, and Maven would show both.
        return new MojoExecutionException(message(goal, e.outcome(), String.valueOf(e.getMessage())));
    }

    static MojoExecutionException of(String goal, Outcome outcome, List<String> problems) {
        return new MojoExecutionException(message(goal, outcome, PgmiException.together(problems)));
    }

    private static String message(String goal, Outcome outcome, String text) {
        return "pgmi:" + goal + " failed with outcome " + outcome.code() + ": " + text;
    }
}
