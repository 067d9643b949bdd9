// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.deploy.Validation;
import io.pgmi.deploy.ValidationRequest;
import io.pgmi.project.Scan;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Checks a project without a server: metadata, duplicate ids, test directories, encodings, parameters and parameter files,
 * <code>pgmi.yaml</code>, <code>.env</code>, calls of the test macro, and what in deploy.sql is sure to fail. Shows all
 * problems at once, each with its place. Needs no database and no environment.
 *
 * <p>In the lifecycle, as an execution of this goal, it runs in the phase <code>validate</code>.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, requiresProject = false, threadSafe = true)
public final class ValidateMojo extends ProjectMojo {
    private final MavenSession session;
    private final MavenProject project;
    private final ProjectSources projects;

    /** Parameters for deploy.sql, as <code>pgmi:deploy</code> has them; names and values are checked. Default: none. Example: <code>&lt;parameters&gt;&lt;env&gt;dev&lt;/env&gt;&lt;/parameters&gt;</code>. */
    @Parameter
    @Nullable
    Map<String, String> parameters;

    /** Files with <code>NAME=value</code> lines, as <code>pgmi:deploy</code> has them. Default: none. Example: <code>-Dpgmi.parameterFiles=common.env,staging.env</code>. */
    @Parameter(property = "pgmi.parameterFiles")
    @Nullable
    List<String> parameterFiles;

    /** The time limit that a deployment would have; only whether it is one is checked. Default: pgmi.yaml's. Example: <code>5m</code>. */
    @Parameter(property = "pgmi.timeout")
    @Nullable
    String timeout;

    /** Version of the session API that deploy.sql was written for; only <code>1</code> exists. Default: <code>1</code>. Example: <code>1</code>. */
    @Parameter(property = "pgmi.compat", defaultValue = "1")
    String compat = "1";

    /** Do nothing. Default: <code>false</code>. Example: <code>-Dpgmi.skip</code>. */
    @Parameter(property = "pgmi.skip", defaultValue = "false")
    boolean skip;

    @Inject
    ValidateMojo(MavenSession session, MavenProject project, ProjectSources projects) {
        this.session = session;
        this.project = project;
        this.projects = projects;
    }

    @Override
    public void execute() throws MojoExecutionException {
        CommandLine commandLine = new CommandLine(session);
        if (commandLine.flag("pgmi.skip", skip)) {
            getLog().info("Nothing is validated: pgmi.skip is set");
            return;
        }
        try {
            ProjectSource source = projects.find(session, project, artifact, sourceDirectory);
            if (source == null) {
                getLog().info("Nothing is validated: this module has no " + ProjectSources.DEFAULT_DIRECTORY);
                return;
            }
            Validation validation = Validation.of(new ValidationRequest(
                    source.directory(),
                    new ParameterMapping(session, commandLine)
                            .sources(parameters, parameterFiles, ProjectFolders.base(session, project)),
                    commandLine.value("timeout", timeout),
                    commandLine.value("compat", compat)));
            validation.warnings().forEach(getLog()::warn);
            Scan scan = validation.scan();
            if (validation.outcome() != Outcome.SUCCESS || scan == null) {
                throw Failure.of("validate", validation.outcome(), validation.problems());
            }
            getLog().info("Valid: " + scan.root() + ", "
                    + LogListener.count(scan.sources().size(), "file") + ", "
                    + LogListener.count(scan.tests().size(), "test file") + ", "
                    + LogListener.count(validation.parameters(), "parameter"));
            source.discard();
        } catch (PgmiException e) {
            throw Failure.of("validate", e);
        }
    }
}
