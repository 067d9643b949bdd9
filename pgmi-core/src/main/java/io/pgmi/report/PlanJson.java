// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.PgmiException;
import io.pgmi.metadata.Metadata;
import io.pgmi.project.PlanStep;
import io.pgmi.project.Project;
import io.pgmi.project.TestStep;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project's plans as JSON of schema {@code plan-v1.json}. The same project gives the same bytes, wherever it lies. */
public final class PlanJson {
    private static final int VERSION = 1;

    private PlanJson() {}

    /**
     * Writes the file, and the folders above it where they are missing.
     *
     * @throws PgmiException (OTHER) where it cannot be written
     */
    public static void write(Project project, Path file) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("plan", PlanStep.all(project).stream().map(PlanJson::step).toList());
        json.put("tests", TestStep.all(project).stream().map(PlanJson::step).toList());
        ReportFile.write(file, Json.write(json));
    }

    private static Object step(PlanStep step) {
        Metadata metadata = step.file().metadata();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("executionOrder", step.order());
        json.put("sortKey", step.sortKey());
        json.put("path", step.file().path().value());
        json.put("checksum", step.file().normalizedChecksum());
        json.put("genericId", step.genericId().toString());
        json.put("id", metadata == null ? null : metadata.id().toString());
        json.put("idempotent", step.idempotent());
        json.put("description", step.description());
        return json;
    }

    private static Object step(TestStep step) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("ordinal", step.ordinal());
        json.put("stepType", step.kind().name().toLowerCase(Locale.ROOT));
        json.put("scriptPath", step.scriptPath());
        json.put("directory", step.directory());
        json.put("depth", step.depth());
        return json;
    }
}
