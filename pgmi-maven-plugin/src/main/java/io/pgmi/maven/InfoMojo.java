// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.deploy.DeployRequest.ParameterSources;
import io.pgmi.deploy.Validation;
import io.pgmi.deploy.ValidationRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProject;

/**
 * Shows what is in a project, without a server: files by kind with their sizes, metadata, tests, how many parameters pgmi.yaml
 * has, and how deploy.sql is sent: its head, which is one transaction, and the statements after it. Names and values of
 * parameters are not shown.
 */
@Mojo(name = "info", requiresProject = false, threadSafe = true)
public final class InfoMojo extends ProjectMojo {
    private final MavenSession session;
    private final MavenProject project;
    private final ProjectSources projects;

    @Inject
    InfoMojo(MavenSession session, MavenProject project, ProjectSources projects) {
        this.session = session;
        this.project = project;
        this.projects = projects;
    }

    @Override
    public void execute() throws MojoExecutionException {
        try {
            ProjectSource source = projects.find(session, project, artifact, sourceDirectory);
            if (source == null) {
                getLog().info("There is nothing to show: this module has no " + ProjectSources.DEFAULT_DIRECTORY);
                return;
            }
            Validation validation = Validation.of(
                    new ValidationRequest(source.directory(), new ParameterSources(List.of(), Map.of()), null, null));
            validation.warnings().forEach(getLog()::warn);
            if (validation.outcome() != Outcome.SUCCESS) {
                throw Failure.of("info", validation.outcome(), validation.problems());
            }
            ProjectTable.lines(Objects.requireNonNull(validation.scan()).project(), validation.parameters())
                    .forEach(getLog()::info);
            source.discard();
        } catch (PgmiException e) {
            throw Failure.of("info", e);
        }
    }
}
