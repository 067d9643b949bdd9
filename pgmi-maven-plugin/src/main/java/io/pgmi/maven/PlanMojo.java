// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.PgmiException;
import io.pgmi.project.PlanStep;
import io.pgmi.project.Project;
import io.pgmi.project.ProjectScanner;
import io.pgmi.project.TestStep;
import io.pgmi.report.PlanJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProject;

/**
 * Shows in which order a project's files come, without a server: the rows of <code>pgmi_plan_view</code> and those of
 * <code>pgmi_test_plan()</code>. Which of the files run is deploy.sql's decision.
 *
 * <p>The same for machines: <code>pgmi/plan.json</code> in the build directory, without a POM in <code>target</code> of the
 * current folder. Its schema is <code>schema/plan-v1.json</code> on the project's site.
 */
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
public final class PlanMojo extends ProjectMojo {
    private final MavenSession session;
    private final MavenProject project;
    private final ProjectSources projects;

    @Inject
    PlanMojo(MavenSession session, MavenProject project, ProjectSources projects) {
        this.session = session;
        this.project = project;
        this.projects = projects;
    }

    @Override
    public void execute() throws MojoExecutionException {
        try {
            ProjectSource source = projects.find(session, project, artifact, sourceDirectory);
            if (source == null) {
                getLog().info("Nothing is planned: this module has no " + ProjectSources.DEFAULT_DIRECTORY);
                return;
            }
            Project read = ProjectScanner.scan(source.directory());
            read.warnings().forEach(getLog()::warn);
            show(read);
            Path file = ProjectFolders.output(session, project).resolve("plan.json");
            PlanJson.write(read, file);
            getLog().info("Written to " + file);
            source.discard();
        } catch (PgmiException e) {
            throw Failure.of("plan", e);
        }
    }

    private void show(Project read) {
        List<PlanStep> plan = PlanStep.all(read);
        getLog().info("Plan of " + read.root() + ", " + LogListener.count(plan.size(), "step")
                + " (order, path, sort key if it is another, whether it may run again):");
        TextTable.lines(plan.stream().map(PlanMojo::row).toList()).forEach(getLog()::info);
        List<TestStep> tests = TestStep.all(read);
        if (!tests.isEmpty()) {
            getLog().info("Tests, " + LogListener.count(tests.size(), "step") + ":");
            TextTable.lines(tests.stream().map(PlanMojo::row).toList()).forEach(getLog()::info);
        }
    }

    private static List<String> row(PlanStep step) {
        String path = step.file().path().value();
        return List.of(
                Integer.toString(step.order()),
                path,
                step.sortKey().equals(path) ? "" : step.sortKey(),
                step.idempotent() ? "" : "not idempotent",
                step.description().replaceAll("\\s+", " "));
    }

    private static List<String> row(TestStep step) {
        return List.of(
                Integer.toString(step.ordinal()),
                step.kind().name().toLowerCase(Locale.ROOT),
                "  ".repeat(step.depth()) + (step.scriptPath() == null ? step.directory() : step.scriptPath()));
    }
}
