// SPDX-License-Identifier: Apache-2.0
package io.pgmi.scaffold;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A first project: migrations that run once, functions, a test that gates the commit, settings. */
public final class ProjectTemplate {
    private static final List<String> FILES = List.of(
            "deploy.sql",
            "migrations/001_customer.sql",
            "functions/customer_by_email.sql",
            "__test__/_setup.sql",
            "__test__/customer_email.sql",
            "pgmi.yaml");

    private static final int MOST_NAMED = 10;

    private ProjectTemplate() {}

    /**
     * Writes the project.
     *
     * @param directory made where it is missing; hidden files may be in it, and are left alone
     * @return the files, in the order in which they are best read
     * @throws PgmiException INVALID_CONFIGURATION, naming what is there, where the directory has other files; nothing is written then
     */
    public static List<Path> write(Path directory) {
        List<String> there = existing(directory);
        if (!there.isEmpty()) {
            boolean more = there.size() > MOST_NAMED;
            throw PgmiException.invalidConfiguration(
                    List.of(directory + " is not empty, and nothing was written. It has "
                            + String.join(", ", there.subList(0, Math.min(MOST_NAMED, there.size())))
                            + (more ? ", …" : "") + ". Name another directory, or move these files away"));
        }
        List<Path> written = new ArrayList<>();
        for (String name : FILES) {
            Path file = directory.resolve(name);
            try (InputStream in =
                    Objects.requireNonNull(ProjectTemplate.class.getResourceAsStream("project/" + name), name)) {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                // Fails where the file exists by now.
                Files.copy(in, file);
            } catch (IOException e) {
                throw new PgmiException(Outcome.OTHER, file + " cannot be written: " + e, e);
            }
            written.add(file);
        }
        return List.copyOf(written);
    }

    private static List<String> existing(Path directory) {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PgmiException(
                    Outcome.INVALID_CONFIGURATION,
                    directory + " cannot be made a project, and nothing was written: " + e
                            + ". Name a directory that is empty or does not exist",
                    e);
        }
    }
}
