// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.Problem;
import io.pgmi.connect.ConnectionResolver;
import io.pgmi.connect.ConnectionSources;
import io.pgmi.connect.LocalUser;
import io.pgmi.project.DeployScript;
import io.pgmi.project.ProjectSettings;
import io.pgmi.project.Scan;
import io.pgmi.project.Setting;
import io.pgmi.script.ExpandedScript;
import io.pgmi.script.ScriptReview;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be said of a project without a server and without an environment: what {@link Deployer} checks before it
 * connects, and what deploy.sql cannot mean.
 *
 * @param outcome SUCCESS where there are no problems; SCRIPT_NOT_FOUND where nothing but deploy.sql is missing
 * @param problems what would fail, each with its place
 * @param warnings what would not, but is surely not meant
 * @param scan null where there is no directory or no deploy.sql
 * @param parameters how many there are; 0 where they are wrong
 */
public record Validation(
        Outcome outcome,
        List<String> problems,
        List<String> warnings,
        @Nullable Scan scan,
        int parameters) {
    /** What other places than the project's files may say; only whether those fit together is of interest here. */
    private static final Map<String, String> ELSEWHERE =
            Map.of("database", "d", "username", "u", "google_instance", "p:r:i");

    public Validation {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** Validates a project; what is wrong is part of the answer. */
    public static Validation of(ValidationRequest request) {
        Findings findings = new Findings();
        OfflineChecks offline = OfflineChecks.run(
                request.sourceDirectory(), request.parameters(), request.timeout(), request.compat(), findings);
        findings.add(connection(offline));
        Scan scan = offline.scan();
        List<String> warnings = new ArrayList<>();
        if (scan != null) {
            warnings.addAll(scan.warnings());
            if (scan.deployScript() != null) {
                script(scan, scan.deployScript(), findings, warnings);
            }
        }
        List<String> problems = new ArrayList<>(findings.problems());
        Outcome outcome = problems.isEmpty() ? Outcome.SUCCESS : Outcome.INVALID_CONFIGURATION;
        PgmiException missing = offline.missingScript();
        if (missing != null) {
            outcome = problems.isEmpty() ? missing.outcome() : outcome;
            problems.add(0, String.valueOf(missing.getMessage()));
        }
        int parameters = offline.parameters() == null ? 0 : offline.parameters().count();
        return new Validation(outcome, problems, warnings, scan, parameters);
    }

    /** What is wrong in pgmi.yaml and .env, whatever else may be given. */
    private static List<String> connection(OfflineChecks offline) {
        Map<String, Setting> settings = new HashMap<>(offline.settings().connection());
        ELSEWHERE.forEach((key, text) -> settings.putIfAbsent(key, new Setting(text, "elsewhere")));
        ConnectionSources nothing = new ConnectionSources(
                Map.of(),
                Map.of(),
                null,
                null,
                name -> null,
                Map.of(),
                Map.of(),
                new LocalUser("", Path.of(""), false));
        return ConnectionResolver.examine(nothing.with(
                        offline.variables(),
                        new ProjectSettings(
                                settings, List.of(), offline.settings().timeout(), List.of())))
                .problems()
                .stream()
                .map(Problem::message)
                .toList();
    }

    private static void script(Scan scan, DeployScript script, Findings findings, List<String> warnings) {
        String file = scan.root().resolve(script.file()).toString();
        ScriptReview review = ScriptReview.of(file, script.text(), script.calls());
        findings.add(review.problems());
        warnings.addAll(review.warnings());
        long tests = scan.tests().stream()
                .filter(test -> test.path().isSql() && !test.path().isFixture())
                .count();
        if (tests == 0 && !script.calls().isEmpty()) {
            ExpandedScript outline = ExpandedScript.outline(file, script.text(), script.calls());
            findings.add(List.of(outline.positionOf(script.calls().get(0))
                    + ": CALL pgmi_test() has no test to run, and a gate without tests fails: put SQL files into a"
                    + " __test__ directory, or take the call out"));
        }
        if (tests > 0 && !ScriptReview.mentions(script.text(), "pgmi_test")) {
            warnings.add(file + ": nothing here runs the project's tests (" + tests
                    + "). Write CALL pgmi_test(); before the COMMIT");
        }
        boolean hasSql =
                scan.sources().stream().anyMatch(source -> source.path().isSql());
        boolean readsFiles = ScriptReview.mentions(script.text(), "pgmi_plan_view")
                || ScriptReview.mentions(script.text(), "pgmi_source");
        if (hasSql && !readsFiles) {
            warnings.add(
                    file + ": nothing here reads the project's SQL files: neither pgmi_plan_view nor pgmi_source_view"
                            + " is mentioned. A file runs when deploy.sql runs EXECUTE with its content");
        }
    }
}
