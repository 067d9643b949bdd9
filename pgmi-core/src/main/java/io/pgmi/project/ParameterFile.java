// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of {@code KEY=VALUE} lines (session API, section 7): only the first {@code =} splits, blanks round key and value are
 * trimmed, one pair of quotes round the value is removed, lines that are blank or start with {@code #} are skipped.
 */
public final class ParameterFile {
    private ParameterFile() {}

    /**
     * Reads a file; keys are not checked here.
     *
     * @throws PgmiException INVALID_CONFIGURATION where it cannot be read, is no UTF-8 text, or has lines without {@code =}
     */
    public static List<Parameter> read(Path file) {
        try {
            return parse(
                    file.toString(),
                    FileContent.of(file.toString(), Files.readAllBytes(file)).text());
        } catch (NoSuchFileException e) {
            throw unreadable(
                    "parameter file " + file.toAbsolutePath() + " does not exist; create it or correct the path", e);
        } catch (IOException e) {
            throw unreadable("parameter file " + file.toAbsolutePath() + " cannot be read: " + e, e);
        }
    }

    /**
     * Parses the text of such a file.
     *
     * @param file for origins and errors
     */
    public static List<Parameter> parse(String file, String text) {
        List<Parameter> parameters = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String untrimmed : text.lines().toList()) {
            number++;
            String line = untrimmed.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String origin = file + ":" + number;
            int equals = line.indexOf('=');
            if (equals < 0) {
                // The line itself may be a secret in the wrong place.
                problems.add(origin + ": no = in this line; write KEY=VALUE, or # at the start of a comment");
            } else {
                String key = line.substring(0, equals).strip();
                parameters.add(
                        new Parameter(key, unquoted(line.substring(equals + 1).strip()), origin));
            }
        }
        if (!problems.isEmpty()) {
            throw PgmiException.invalidConfiguration(problems);
        }
        return List.copyOf(parameters);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("'") || value.startsWith("\""))
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static PgmiException unreadable(String message, IOException cause) {
        return new PgmiException(Outcome.INVALID_CONFIGURATION, message, cause);
    }
}
