// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The path of a project file as the session shows it (session API, sections 1 and 2). Sorts by UTF-8 bytes, as {@code COLLATE "C"} does.
 *
 * @param value starts with {@code ./}, {@code /} between segments on every platform
 */
public record ProjectPath(String value) implements Comparable<ProjectPath> {
    private static final Set<String> SQL_EXTENSIONS =
            Set.of(".sql", ".ddl", ".dml", ".dql", ".dcl", ".psql", ".pgsql", ".plpgsql");
    private static final Set<String> FIXTURES = Set.of("_setup.sql", "_setup.psql");
    private static final Set<String> TEST_DIRECTORIES = Set.of("__test__", "__tests__");

    /** @throws IllegalArgumentException for anything but a file's path */
    public ProjectPath {
        if (!value.startsWith("./") || value.contains("//") || value.endsWith("/")) {
            throw new IllegalArgumentException("no project path: " + value);
        }
    }

    /** Whether a directory of this name holds tests. */
    static boolean isTestDirectory(String name) {
        return TEST_DIRECTORIES.contains(name);
    }

    /** The file's name without directories. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** The directory's path, with its last slash; {@code ./} at the root. */
    public String directory() {
        return value.substring(0, value.lastIndexOf('/') + 1);
    }

    /** The last dot of the name and what follows it, where that is ASCII letters and digits only; otherwise empty. */
    public String extension() {
        String name = name();
        int i = name.length();
        while (i > 0 && isAsciiLetterOrDigit(name.charAt(i - 1))) {
            i--;
        }
        return i > 0 && i < name.length() && name.charAt(i - 1) == '.' ? name.substring(i - 1) : "";
    }

    /** Directories between the root and the file; 0 at the root. */
    public int depth() {
        return (int) value.chars().filter(c -> c == '/').count() - 1;
    }

    /** The name of the directory that holds the file; null at the root. */
    public @Nullable String parentFolderName() {
        if (depth() == 0) {
            return null;
        }
        String directory = directory();
        int end = directory.length() - 1;
        return directory.substring(directory.lastIndexOf('/', end - 1) + 1, end);
    }

    public boolean isSql() {
        return SQL_EXTENSIONS.contains(extension().toLowerCase(Locale.ROOT));
    }

    /** Whether the file lies under a test directory, at any depth. */
    public boolean isTest() {
        return TEST_DIRECTORIES.stream().anyMatch(name -> value.contains("/" + name + "/"));
    }

    /** Whether the file sets up its test directory. */
    public boolean isFixture() {
        return isTest() && FIXTURES.contains(name().toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(ProjectPath other) {
        return ByteOrder.INSTANCE.compare(value, other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isAsciiLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
