// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for secrets in what builds have written. Every secret that a test gives to a build begins with {@link #SENTINEL};
 * it may stand where the test put it, and nowhere else.
 */
final class SentinelSearch {
    static final String SENTINEL = "sentinel-";

    /** What tests write secrets into, by name. Anything else counts as output, whoever wrote it. */
    private static final Set<String> INPUTS = Set.of(
            "invoker.properties",
            "test.properties",
            "pom.xml",
            "prebuild.groovy",
            "verify.groovy",
            "servers.xml",
            "secrets.xml",
            "broken.xml",
            "pgmi.yaml",
            ".env",
            "pgpass",
            "token",
            "client.key",
            "credentials",
            "application_default_credentials.json");

    /** An identity token, in a file whose name is made up anew each time. */
    private static final String INPUT_SUFFIX = ".jwt";

    private SentinelSearch() {}

    /** Each occurrence as {@code file:line}; empty where all is well. Archives are not opened. */
    static List<String> findings(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !isInput(file.getFileName().toString()))
                    .flatMap(file -> findingsIn(file).stream())
                    .toList();
        }
    }

    private static boolean isInput(String name) {
        return INPUTS.contains(name) || name.endsWith(INPUT_SUFFIX);
    }

    private static List<String> findingsIn(Path file) {
        List<String> found = new ArrayList<>();
        int number = 0;
        for (String line : text(file).split("\n", -1)) {
            number++;
            if (line.toLowerCase(Locale.ROOT).contains(SENTINEL)) {
                found.add(file + ":" + number);
            }
        }
        return found;
    }

    /** A character for each byte; those of UTF-16 without the zeros in between. */
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).replace("\0", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
