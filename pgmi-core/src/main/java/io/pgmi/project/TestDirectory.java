// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A test directory that holds a file.
 *
 * @param path ends with {@code /}
 * @param parent the nearest ancestor that holds a file too
 * @param depth 0 for the {@code __test__/} directory itself
 * @param first its number, depth-first from 1, children in byte order of their paths
 * @param last the greatest number in its subtree
 */
public record TestDirectory(String path, @Nullable String parent, int depth, int first, int last) {
    private static final Set<String> ROOT_NAMES = Set.of("__test__", "__tests__");

    /**
     * Numbers directories.
     *
     * @param paths directories, each ending with {@code /}, in any order, repeated or not
     */
    public static List<TestDirectory> of(Collection<String> paths) {
        // A path is a prefix of all that lies below it, so byte order is depth-first order.
        List<String> sorted =
                paths.stream().distinct().sorted(ByteOrder.INSTANCE).toList();
        TestDirectory[] directories = new TestDirectory[sorted.size()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < sorted.size(); i++) {
            String path = sorted.get(i);
            closeUntil(open, sorted, directories, path, i);
            String parent = open.isEmpty() ? null : sorted.get(open.peek());
            directories[i] = new TestDirectory(path, parent, depth(path), i + 1, i + 1);
            open.push(i);
        }
        closeUntil(open, sorted, directories, null, sorted.size());
        return new ArrayList<>(Arrays.asList(directories));
    }

    private static void closeUntil(
            Deque<Integer> open, List<String> sorted, TestDirectory[] directories, @Nullable String path, int last) {
        while (!open.isEmpty() && (path == null || !path.startsWith(sorted.get(open.peek())))) {
            int closed = open.pop();
            TestDirectory d = directories[closed];
            directories[closed] = new TestDirectory(d.path, d.parent, d.depth, d.first, last);
        }
    }

    private static int depth(String path) {
        String[] segments = path.split("/", -1);
        int root = 0;
        while (root < segments.length && !ROOT_NAMES.contains(segments[root])) {
            root++;
        }
        // the last one is what follows the last slash: nothing
        return segments.length - 2 - root;
    }
}
