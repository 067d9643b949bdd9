// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Walks a project directory and picks the files to load (session API, section 1). Symbolic links are followed. */
final class ProjectTree extends SimpleFileVisitor<Path> {
    private static final Set<String> EXCLUDED_DIRECTORIES = Set.of("node_modules", "__pycache__");

    /** PostgreSQL manual, appendix K "PostgreSQL Limits": a field holds less than 1 GB. */
    private static final long MAX_BYTES = (1 << 30) - 1;

    /** What file names that the platform's charset cannot express are decoded to. */
    private static final char REPLACEMENT = '\uFFFD';

    private final SortedMap<ProjectPath, Path> files = new TreeMap<>();
    private final List<String> problems;
    /** The path of each directory being visited, the innermost first, each with its last slash. */
    private final Deque<String> directories = new ArrayDeque<>();

    private ProjectTree(List<String> problems) {
        this.problems = problems;
    }

    /** The files below the root in the order of their paths. What cannot be loaded is added to the problems. */
    static SortedMap<ProjectPath, Path> walk(Path root, List<String> problems) {
        ProjectTree tree = new ProjectTree(problems);
        try {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree.files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (directories.isEmpty()) {
            directories.push("./");
            return FileVisitResult.CONTINUE;
        }
        String name = name(directory);
        if (isExcluded(name)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (isMisnamed(name)) {
            problems.add(path(name)
                    + "/: directory names of the form __…__ are reserved; tests are in __test__ or __tests__."
                    + " Rename it to one of these, or to a name without the underscores");
            return FileVisitResult.SKIP_SUBTREE;
        }
        directories.push(path(name) + "/");
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem) {
        String path = directories.pop();
        if (problem != null) {
            problems.add(path + ": cannot be listed: " + problem);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = name(file);
        boolean script = directories.size() == 1 && DeployScriptFinder.isName(name);
        if (name.startsWith(".") || script) {
            return FileVisitResult.CONTINUE;
        }
        String path = path(name);
        if (attributes.isSymbolicLink()) {
            problems.add(path + ": symbolic link to a file that does not exist; mend or remove it");
        } else if (!attributes.isRegularFile()) {
            problems.add(path + ": neither a file nor a directory; move it out of the project");
        } else if (attributes.size() > MAX_BYTES) {
            problems.add(path + ": " + attributes.size() + " bytes, but a PostgreSQL text value holds " + MAX_BYTES
                    + " at most; move it out of the project");
        } else if (path.indexOf(REPLACEMENT) >= 0) {
            problems.add(
                    path + ": the name cannot be read in this locale; set LC_ALL to a UTF-8 locale such as C.UTF-8, or"
                            + " rename the file or directory");
        } else {
            files.put(new ProjectPath(path), file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
        String name = name(file);
        if (isExcluded(name)) {
            return FileVisitResult.CONTINUE;
        }
        boolean loop = problem instanceof FileSystemLoopException;
        problems.add(path(name)
                + (loop
                        ? ": symbolic link to a directory that contains it; remove the link"
                        : ": cannot be read: " + problem));
        return FileVisitResult.CONTINUE;
    }

    private String path(String name) {
        return (directories.isEmpty() ? "./" : directories.element()) + name;
    }

    private static boolean isExcluded(String directory) {
        return directory.startsWith(".") || EXCLUDED_DIRECTORIES.contains(directory);
    }

    private static boolean isMisnamed(String directory) {
        return directory.length() > 4
                && directory.startsWith("__")
                && directory.endsWith("__")
                && !ProjectPath.isTestDirectory(directory);
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
