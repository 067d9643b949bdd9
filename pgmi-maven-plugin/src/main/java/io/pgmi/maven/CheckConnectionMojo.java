// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.Problem;
import io.pgmi.check.CheckRequest;
import io.pgmi.check.ConnectionCheck;
import io.pgmi.check.ConnectionReport;
import io.pgmi.check.ServerFacts;
import io.pgmi.check.ServerFacts.Pooler;
import io.pgmi.report.ConnectionJson;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Shows which connection <code>pgmi:deploy</code> would use: each setting with the place that it comes from and those that
 * it overrode, secrets as set or unset; then connects and shows server, encryption, authentication, whether another
 * deployment is running and whether a pooler is in the way. Changes nothing.
 *
 * <p>The same for machines, also where something fails: <code>pgmi/connection.json</code> in the build directory, without a
 * POM in <code>target</code> of the current folder. Its schema is <code>schema/connection-v1.json</code> on the project's
 * site.
 */
@Mojo(name = "check-connection", requiresProject = false, threadSafe = true)
public final class CheckConnectionMojo extends ConnectionMojo {
    private final MavenSession session;
    private final MavenProject project;
    private final ServerLookup servers;
    private final ProviderResolver providers;
    private final ProjectSources projects;

    /**
     * The folder whose <code>pgmi.yaml</code> and <code>.env</code> count, relative to the project's folder; without a POM,
     * to the current one. It need not exist, nor have a deploy.sql. Default: <code>src/main/pgmi</code>. Example:
     * <code>-Dpgmi.sourceDirectory=database</code>.
     */
    @Parameter(property = "pgmi.sourceDirectory")
    @Nullable
    String sourceDirectory;

    /**
     * A project that <code>pgmi:package</code> made, instead of a folder, as <code>pgmi:deploy</code> takes it: its
     * <code>pgmi.yaml</code> counts. Default: none. Example: <code>-Dpgmi.artifact=com.example:shop:1.4.0</code>.
     */
    @Parameter(property = "pgmi.artifact")
    @Nullable
    String artifact;

    /** How long all of it may take: <code>90s</code>, <code>5m</code>; a bare number is seconds. Default: pgmi.yaml's, else <code>3m</code>. Example: <code>30s</code>. */
    @Parameter(property = "pgmi.timeout")
    @Nullable
    String timeout;

    /**
     * Only say what would be used: nothing is dialled, and no file is read but those that configure the connection.
     * Default: <code>false</code>. Example: <code>-Dpgmi.offline</code>.
     */
    @Parameter(property = "pgmi.offline", defaultValue = "false")
    boolean offline;

    /** Do nothing. Default: <code>false</code>. Example: <code>-Dpgmi.skip</code>. */
    @Parameter(property = "pgmi.skip", defaultValue = "false")
    boolean skip;

    @Inject
    CheckConnectionMojo(
            MavenSession session,
            MavenProject project,
            ServerLookup servers,
            ProviderResolver providers,
            ProjectSources projects) {
        this.session = session;
        this.projects = projects;
        this.project = project;
        this.servers = servers;
        this.providers = providers;
    }

    @Override
    public void execute() throws MojoExecutionException {
        CommandLine commandLine = new CommandLine(session);
        if (commandLine.flag("pgmi.skip", skip)) {
            getLog().info("No connection is checked: pgmi.skip is set");
            return;
        }
        ProjectSource source = source();
        try {
            check(source.directory(), commandLine);
        } finally {
            source.discard();
        }
    }

    private ProjectSource source() throws MojoExecutionException {
        try {
            ProjectSource source = projects.find(session, project, artifact, sourceDirectory);
            Path none = ProjectFolders.base(session, project).resolve(ProjectSources.DEFAULT_DIRECTORY);
            return source == null ? new ProjectSource(none, null) : source;
        } catch (PgmiException e) {
            throw new MojoExecutionException(
                    "pgmi:check-connection failed with outcome " + e.outcome().code() + ": " + e.getMessage());
        }
    }

    private void check(Path folder, CommandLine commandLine) throws MojoExecutionException {
        ConnectionMapping mapping = new ConnectionMapping(this, session, project, commandLine);
        CheckRequest request = new CheckRequest(
                folder,
                mapping.sources(servers),
                commandLine.value("timeout", timeout),
                commandLine.flag("pgmi.offline", offline));
        ConnectionReport report =
                ConnectionCheck.run(request, id -> providers.fetch(id, getPluginContext(), session, project));
        show(report);
        write(report);
        if (report.outcome() != Outcome.SUCCESS) {
            List<String> messages =
                    report.problems().stream().map(Problem::message).toList();
            throw new MojoExecutionException("pgmi:check-connection failed with outcome "
                    + report.outcome().code() + ": " + PgmiException.together(messages));
        }
    }

    private void show(ConnectionReport report) {
        ConnectionTable.lines(report).forEach(getLog()::info);
        report.notices().forEach(getLog()::info);
        ServerFacts server = report.server();
        if (server != null && server.lockHolder() != null) {
            getLog().warn("Another deployment to this database is running: " + server.lockHolder());
        }
        if (server != null && server.pooler() == Pooler.TRANSACTION) {
            getLog().warn("A connection pooler in transaction mode stands before the server: what one statement leaves"
                    + " in the session, the next does not find. Give the server's own address, or a pool in session"
                    + " mode.");
        }
    }

    private void write(ConnectionReport report) throws MojoExecutionException {
        Path file = ProjectFolders.output(session, project).resolve("connection.json");
        try {
            ConnectionJson.write(report, file);
        } catch (PgmiException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
        getLog().info("Written to " + file);
    }
}
