// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pgmi_test_plan()} (session API, section 5), known without a server.
 *
 * @param ordinal from 1
 * @param scriptPath null for a teardown
 * @param depth of the directory; 0 for {@code __test__/} itself
 */
public record TestStep(int ordinal, Kind kind, @Nullable String scriptPath, String directory, int depth) {
    /** What a step does. */
    public enum Kind {
        FIXTURE,
        TEST,
        /** Takes back what the directory's fixture did. */
        TEARDOWN
    }

    /**
     * All rows, in order: depth-first, a directory's fixtures, its tests, its child directories, its teardown. Directories without
     * a test in their subtree are left out.
     */
    public static List<TestStep> all(Project project) {
        Map<String, List<ProjectPath>> files = new LinkedHashMap<>();
        for (TestFile file : project.tests()) {
            List<ProjectPath> ofDirectory =
                    files.computeIfAbsent(file.path().directory(), directory -> new ArrayList<>());
            if (file.path().isSql()) {
                // Already in byte order, as the project's files are.
                ofDirectory.add(file.path());
            }
        }
        List<TestDirectory> directories = TestDirectory.of(files.keySet());
        List<TestStep> steps = new ArrayList<>();
        Deque<TestDirectory> open = new ArrayDeque<>();
        for (TestDirectory directory : directories) {
            tearDown(steps, open, directory.first());
            boolean kept = directories.subList(directory.first() - 1, directory.last()).stream()
                    .anyMatch(below -> hasTest(files.getOrDefault(below.path(), List.of())));
            if (kept) {
                open.push(directory);
                List<ProjectPath> own = files.getOrDefault(directory.path(), List.of());
                own.stream().filter(ProjectPath::isFixture).forEach(path -> add(steps, Kind.FIXTURE, path, directory));
                own.stream().filter(path -> !path.isFixture()).forEach(path -> add(steps, Kind.TEST, path, directory));
            }
        }
        tearDown(steps, open, Integer.MAX_VALUE);
        return List.copyOf(steps);
    }

    private static boolean hasTest(List<ProjectPath> files) {
        return files.stream().anyMatch(path -> !path.isFixture());
    }

    private static void tearDown(List<TestStep> steps, Deque<TestDirectory> open, int next) {
        while (!open.isEmpty() && open.element().last() < next) {
            add(steps, Kind.TEARDOWN, null, open.pop());
        }
    }

    private static void add(List<TestStep> steps, Kind kind, @Nullable ProjectPath path, TestDirectory directory) {
        steps.add(new TestStep(
                steps.size() + 1, kind, path == null ? null : path.value(), directory.path(), directory.depth()));
    }
}
