// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What pgmi.yaml says. Values are the text that was written, not yet checked.
 *
 * @param connection keys without {@code connection.}; those without a value are left out
 * @param params in the order written
 * @param timeout a duration, or null
 * @param problems what is wrong in the file; the rest of it is here all the same, so that nothing else is missed for it
 */
public record ProjectSettings(
        Map<String, Setting> connection,
        List<Parameter> params,
        @Nullable Setting timeout,
        List<String> problems) {
    /** The file's name, beside deploy.sql. */
    public static final String FILE = "pgmi.yaml";

    /** What holds where there is no file. */
    public static final ProjectSettings NONE = new ProjectSettings(Map.of(), List.of(), null, List.of());

    public ProjectSettings {
        connection = Collections.unmodifiableMap(new LinkedHashMap<>(connection));
        params = List.copyOf(params);
        problems = List.copyOf(problems);
    }

    /**
     * Reads pgmi.yaml in a project directory, without scanning the project.
     *
     * @return {@link #NONE} where there is no such file
     * @throws PgmiException INVALID_CONFIGURATION when it cannot be read
     */
    public static ProjectSettings read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        try {
            return parse(FileContent.of(FILE, Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new PgmiException(Outcome.INVALID_CONFIGURATION, file.toAbsolutePath() + " cannot be read: " + e, e);
        }
    }

    /** Parses the content of pgmi.yaml. */
    public static ProjectSettings parse(FileContent content) {
        return new SettingsParser(FILE).parse(content.text());
    }

    /** Counts parameters, whose names and values may be confidential. */
    @Override
    public String toString() {
        return "ProjectSettings[connection=" + connection + ", params=" + params.size() + ", timeout=" + timeout + "]";
    }
}
