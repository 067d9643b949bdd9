// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.project.Project;
import io.pgmi.project.SourceFile;
import io.pgmi.project.TestFile;
import io.pgmi.report.DeployReport.FileCounts;
import io.pgmi.report.DeployReport.PlannedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a report tells of a project's files. */
final class FileTally {
    /** As {@code COLLATE "C"} sorts in a UTF-8 database: by code point. */
    private static final Comparator<String> BY_CODE_POINT = (a, b) ->
            java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    private FileTally() {}

    static FileCounts of(Project project, int parameters) {
        int sql = 0;
        int tests = 0;
        int fixtures = 0;
        long bytes = 0;
        for (SourceFile file : project.sources()) {
            sql += file.path().isSql() ? 1 : 0;
            bytes += file.content().sizeBytes();
        }
        for (TestFile file : project.tests()) {
            boolean fixture = file.path().isFixture();
            fixtures += fixture ? 1 : 0;
            tests += !fixture && file.path().isSql() ? 1 : 0;
            bytes += file.content().sizeBytes();
        }
        return new FileCounts(
                sql,
                project.sources().size() - sql,
                tests,
                fixtures,
                project.tests().size() - tests - fixtures,
                bytes,
                parameters);
    }

    /** The rows of pgmi_plan_view in execution_order. */
    static List<PlannedFile> plan(Project project) {
        List<PlannedFile> plan = new ArrayList<>();
        for (SourceFile file : project.sources()) {
            String path = file.path().value();
            List<String> keys =
                    file.metadata() == null ? List.of() : file.metadata().sortKeys();
            for (String key : keys.isEmpty() ? List.of(path) : keys) {
                plan.add(new PlannedFile(path, key, file.content().sizeBytes()));
            }
        }
        plan.sort(Comparator.comparing(PlannedFile::sortKey, BY_CODE_POINT)
                .thenComparing(PlannedFile::path, BY_CODE_POINT));
        return plan;
    }
}
