// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import io.pgmi.PgmiException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What reading a project directory came to, also where it came to nothing usable.
 *
 * @param root absolute
 * @param deployScript null where it is among what is wrong
 * @param sources those that could be read, sorted by path
 * @param tests likewise
 * @param problems what is wrong, each with its place
 * @param warnings what users should know, each with its place
 */
public record Scan(
        Path root,
        @Nullable DeployScript deployScript,
        List<SourceFile> sources,
        List<TestFile> tests,
        List<String> problems,
        List<String> warnings) {
    public Scan {
        sources = List.copyOf(sources);
        tests = List.copyOf(tests);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /**
     * The project, which is valid and complete.
     *
     * @throws PgmiException INVALID_CONFIGURATION with everything that is wrong
     */
    public Project project() {
        if (!problems.isEmpty() || deployScript == null) {
            throw PgmiException.invalidConfiguration(problems);
        }
        return new Project(root, deployScript, sources, tests, warnings);
    }

    /** The content of pgmi.yaml beside deploy.sql, if there is one. */
    public Optional<FileContent> settings() {
        ProjectPath path = new ProjectPath("./" + ProjectSettings.FILE);
        return sources.stream()
                .filter(file -> file.path().equals(path))
                .map(SourceFile::content)
                .findFirst();
    }
}
