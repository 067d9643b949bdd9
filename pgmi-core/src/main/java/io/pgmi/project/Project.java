// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import java.nio.file.Path;
import java.util.List;

/**
 * A project directory as it was read: valid and complete.
 *
 * @param root absolute
 * @param sources sorted by path, in byte order; pgmi.yaml is one of them
 * @param tests sorted likewise
 * @param warnings what users should know, each with its place
 */
public record Project(
        Path root, DeployScript deployScript, List<SourceFile> sources, List<TestFile> tests, List<String> warnings) {
    public Project {
        sources = List.copyOf(sources);
        tests = List.copyOf(tests);
        warnings = List.copyOf(warnings);
    }
}
