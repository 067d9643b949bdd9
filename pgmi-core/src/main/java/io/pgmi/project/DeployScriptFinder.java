// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds deploy.sql in any letter case. */
final class DeployScriptFinder {
    private static final String NAME = "deploy.sql";

    private DeployScriptFinder() {}

    /** Whether a file of the root directory is deploy.sql, and therefore no project file. */
    static boolean isName(String name) {
        return name.toLowerCase(Locale.ROOT).equals(NAME);
    }

    /**
     * The exact name first, else the only one that differs in case.
     *
     * @param root an existing directory, absolute
     * @throws PgmiException SCRIPT_NOT_FOUND
     */
    static Path find(Path root) {
        Path exact = root.resolve(NAME);
        List<Path> candidates = candidates(root);
        // By its text: Windows takes paths for equal that differ in case.
        if (candidates.stream().anyMatch(candidate -> name(candidate).equals(NAME))) {
            candidates = List.of(exact);
        }
        if (candidates.isEmpty()) {
            throw notFound(
                    exact + " does not exist: it is the script that decides what a deployment runs. Create it, or point"
                            + " to the directory that holds it");
        }
        if (candidates.size() > 1) {
            String names =
                    candidates.stream().map(DeployScriptFinder::name).sorted().collect(Collectors.joining(", "));
            throw notFound(exact + " does not exist, and more than one file could be meant: " + names
                    + ". Rename one to " + NAME);
        }
        Path found = candidates.get(0);
        if (!Files.isRegularFile(found)) {
            String what = Files.isDirectory(found) ? "a directory" : "no file that can be read";
            throw notFound(
                    found + " is " + what + ", but must be the script that decides what a deployment runs. Rename or"
                            + " remove it and create the script");
        }
        return found;
    }

    private static List<Path> candidates(Path root) {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry -> isName(name(entry))).toList();
        } catch (IOException e) {
            throw new PgmiException(
                    Outcome.INVALID_CONFIGURATION, "cannot list the project directory " + root + ": " + e, e);
        }
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private static PgmiException notFound(String message) {
        return new PgmiException(Outcome.SCRIPT_NOT_FOUND, message);
    }
}
