// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.metadata.Metadata;
import io.pgmi.project.DeployScript;
import io.pgmi.project.FileContent;
import io.pgmi.project.Project;
import io.pgmi.project.ProjectPath;
import io.pgmi.project.SourceFile;
import io.pgmi.project.TestFile;
import io.pgmi.script.ExpandedScript;
import io.pgmi.script.ScriptUnit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What is in a project, as lines for people. */
final class ProjectTable {
    /** How many files of a kind there are, and their octets. */
    private record Sum(int files, long bytes) {
        static final Sum NONE = new Sum(0, 0);

        Sum plus(FileContent content) {
            return new Sum(files + 1, bytes + content.sizeBytes());
        }
    }

    private ProjectTable() {}

    static List<String> lines(Project project, int parameters) {
        List<String> lines = new ArrayList<>();
        lines.add("Project " + project.root());
        lines.addAll(TextTable.lines(kinds(project)));
        List<Metadata> metadata = project.sources().stream()
                .map(SourceFile::metadata)
                .filter(Objects::nonNull)
                .toList();
        lines.add("Metadata: "
                + LogListener.count(metadata.size(), "file") + " with <pgmi-meta>, "
                + metadata.stream().filter(one -> !one.idempotent()).count() + " of them not idempotent, "
                + LogListener.count(
                        metadata.stream().mapToInt(one -> one.sortKeys().size()).sum(), "sort key"));
        lines.add("Parameters: " + parameters + " in pgmi.yaml");
        lines.addAll(script(project));
        return lines;
    }

    private static List<List<String>> kinds(Project project) {
        Map<String, Sum> sums = new TreeMap<>();
        for (SourceFile file : project.sources()) {
            String kind = (file.path().isSql() ? "SQL " : "data ") + extension(file.path());
            sums.put(kind, sums.getOrDefault(kind, Sum.NONE).plus(file.content()));
        }
        for (TestFile file : project.tests()) {
            String kind =
                    file.path().isFixture() ? "test fixtures" : file.path().isSql() ? "tests" : "test data";
            sums.put(kind, sums.getOrDefault(kind, Sum.NONE).plus(file.content()));
        }
        List<List<String>> rows = new ArrayList<>();
        sums.forEach((kind, sum) ->
                rows.add(List.of(kind, LogListener.count(sum.files(), "file"), Long.toString(sum.bytes()), "bytes")));
        return rows;
    }

    private static String extension(ProjectPath path) {
        return path.extension().isEmpty()
                ? "without extension"
                : path.extension().toLowerCase(Locale.ROOT);
    }

    private static List<String> script(Project project) {
        DeployScript script = project.deployScript();
        String file = project.root().resolve(script.file()).toString();
        ExpandedScript outline = ExpandedScript.outline(file, script.text(), script.calls());
        List<ScriptUnit> units = outline.units();
        List<String> lines = new ArrayList<>();
        lines.add(file + ", " + script.text().getBytes(StandardCharsets.UTF_8).length + " bytes, "
                + LogListener.count(script.calls().size(), "call") + " of pgmi_test, sent as "
                + LogListener.count(units.size(), "message") + ":");
        List<List<String>> rows = new ArrayList<>();
        for (ScriptUnit unit : units) {
            rows.add(List.of(
                    unit.kind().name().toLowerCase(Locale.ROOT),
                    outline.positionOfStatement(unit, 0).toString(),
                    LogListener.count(unit.statementCount(), "statement")));
        }
        lines.addAll(TextTable.lines(rows));
        return lines;
    }
}
