// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.PgmiException;
import io.pgmi.project.Parameter;
import io.pgmi.project.ParameterFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The .env file beside deploy.sql: variables that count below those of the real environment. */
public final class EnvironmentFile {
    /** The file's name. */
    public static final String NAME = ".env";

    private EnvironmentFile() {}

    /**
     * Reads a folder's file.
     *
     * @return by name; empty where there is no such file or folder
     * @throws PgmiException (INVALID_CONFIGURATION) with all that is wrong in it
     */
    public static Map<String, Value> read(Path folder) {
        Path file = folder.resolve(NAME);
        Map<String, Value> variables = new HashMap<>();
        if (Files.isRegularFile(file)) {
            for (Parameter line : ParameterFile.read(file)) {
                variables.put(line.key(), new Value(line.value(), "$" + line.key() + " in " + line.origin()));
            }
        }
        return variables;
    }
}
