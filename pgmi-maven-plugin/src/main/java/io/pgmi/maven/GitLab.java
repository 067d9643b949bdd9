// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A section of the job's log that can be collapsed (GitLab's documentation, "CI/CD job logs"). What failed is its users'
 * to see in the log and, of tests, in the JUnit report.
 *
 * @param section letters, digits, {@code _}, {@code .} and {@code -}; one name for each section of a job
 */
record GitLab(String section) implements CiServer {
    private static final String WIPE = "\u001b[0K";

    static GitLab forModule(String name) {
        return new GitLab("pgmi_deploy_" + name.replaceAll("[^A-Za-z0-9_.-]", "_"));
    }

    @Override
    public @Nullable String annotation(Finding finding) {
        return null;
    }

    @Override
    public String begin(Instant now) {
        return WIPE + "section_start:" + now.getEpochSecond() + ":" + section + "\r" + WIPE + "pgmi:deploy";
    }

    @Override
    public String end(Instant now) {
        return WIPE + "section_end:" + now.getEpochSecond() + ":" + section + "\r" + WIPE;
    }
}
