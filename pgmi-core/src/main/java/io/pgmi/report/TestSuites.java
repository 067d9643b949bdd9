// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.session.TestStep.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The results of a deployment's tests, cut into suites: one for each top test directory, and for each run of it. */
final class TestSuites {
    private static final Set<String> TEST_DIRECTORIES = Set.of("__test__", "__tests__");
    private static final int LONGEST_FILE_NAME = 150;

    /**
     * A suite.
     *
     * @param name the directory's path with dots, such as {@code orders.__test__}; a second one of that name ends with -2
     * @param file a name that every file system takes, without TEST- and .xml
     * @param directory what the cases' paths are relative to, such as {@code ./orders/__test__/}
     * @param cases the tests, and the fixtures that failed
     */
    record Suite(String name, String file, String directory, List<TestResult> cases) {}

    private record Key(int run, String directory) {}

    private TestSuites() {}

    static List<Suite> of(List<TestResult> results) {
        Map<Key, List<TestResult>> cases = new LinkedHashMap<>();
        for (TestResult result : results) {
            if (result.kind() == Kind.TEST || result.status() != TestResult.Status.PASSED) {
                cases.computeIfAbsent(new Key(result.run(), root(result.path())), key -> new ArrayList<>())
                        .add(result);
            }
        }
        Set<String> used = new HashSet<>();
        List<Suite> suites = new ArrayList<>();
        cases.forEach((key, tests) -> suites.add(suite(key.directory(), tests, used)));
        return suites;
    }

    private static Suite suite(String directory, List<TestResult> cases, Set<String> used) {
        String name = directory.replaceAll("^\\./|/$", "").replace('/', '.');
        // Some file systems do not tell letter cases apart.
        String file = name.replaceAll("[^A-Za-z0-9._-]", "_");
        file = file.substring(Math.max(0, file.length() - LONGEST_FILE_NAME));
        String suffix = "";
        for (int i = 2; !used.add((file + suffix).toLowerCase(Locale.ROOT)); i++) {
            suffix = "-" + i;
        }
        return new Suite(name + suffix, file + suffix, directory, cases);
    }

    /** The path up to its first test directory. */
    private static String root(String path) {
        int end = 0;
        for (String segment : path.split("/", -1)) {
            end += segment.length() + 1;
            if (TEST_DIRECTORIES.contains(segment)) {
                return path.substring(0, Math.min(end, path.length()));
            }
        }
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
