// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Environment;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.SourcePosition;
import io.pgmi.deploy.DeployListener;
import io.pgmi.deploy.DeployRequest;
import io.pgmi.deploy.DeployResult;
import io.pgmi.deploy.Deployer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Deploys a project to a PostgreSQL database. The files of the source directory become rows of one database session, and
 * the <code>deploy.sql</code> among them decides, in SQL, what runs, in which order and in which transaction. A test that
 * fails (<code>CALL pgmi_test()</code>) undoes the deployment and fails the build.
 *
 * <p>A parameter given on the command line as <code>-Dpgmi.<i>name</i></code> wins over the POM. Where to connect is
 * looked for, in this order: the parameters here; a server that <code>pgmi:start</code> started for this project; the
 * connection string in <code>$PGMI_CONNECTION_STRING</code> or <code>$DATABASE_URL</code>; <code>$PGHOST</code>,
 * <code>$PGPORT</code>, <code>$PGUSER</code>, <code>$PGDATABASE</code>, <code>$PGSSLMODE</code>; <code>pgmi.yaml</code>
 * beside deploy.sql. There is no password parameter, because a POM is committed and a command line can be seen by others:
 * the password comes from the connection string, the <code>serverId</code> in settings.xml, <code>$PGPASSWORD</code> or
 * <code>.pgpass</code>. <code>pgmi:check-connection</code> shows what that comes to.
 *
 * <p>What happened is left behind for machines in <code>pgmi/deploy.json</code> of the build directory, without a POM in
 * <code>target</code> of the current folder, with the same members on success and on every kind of failure. Its schema is
 * <code>schema/deploy-v1.json</code> on the project's site. <code>pgmi/deploy.html</code> beside it shows the same to people, in one
 * page that needs no network; <code>pgmi:report</code> makes it a page of the project's site.
 *
 * <p>For later plugins of the build the project gets the properties <code>pgmi.target.jdbcUrl</code>,
 * <code>pgmi.target.host</code>, <code>pgmi.target.port</code>, <code>pgmi.target.database</code> and
 * <code>pgmi.target.username</code>.
 */
@Mojo(name = "deploy", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class DeployMojo extends ConnectionMojo {
    private final MavenSession session;
    private final MavenProject project;
    private final ProviderResolver providers;
    private final ServerLookup servers;
    private final ProjectSources projects;

    /**
     * The folder with <code>deploy.sql</code>, relative to the project's folder; without a POM, to the current one. A
     * module that has no such folder and does not name one is skipped. Default: <code>src/main/pgmi</code>. Example:
     * <code>-Dpgmi.sourceDirectory=database</code>.
     */
    @Parameter(property = "pgmi.sourceDirectory")
    @Nullable
    String sourceDirectory;

    /**
     * A project that <code>pgmi:package</code> made, instead of a folder: <code>group:name:version</code>, or with a
     * classifier at the end (default <code>pgmi</code>). Resolved as Maven resolves a dependency, so that what was tested is
     * what is deployed, from any machine. Not together with <code>sourceDirectory</code>. Default: none. Example:
     * <code>-Dpgmi.artifact=com.example:shop:1.4.0</code>.
     */
    @Parameter(property = "pgmi.artifact")
    @Nullable
    String artifact;

    /**
     * Parameters for deploy.sql: names of letters, digits and <code>_</code>, at most 63; values are text. deploy.sql reads
     * them from <code>pgmi_parameter_view</code> or with <code>current_setting('pgmi.env', true)</code>. Default: none.
     * Example: <code>&lt;parameters&gt;&lt;env&gt;dev&lt;/env&gt;&lt;/parameters&gt;</code>. On the command line each by
     * itself: <code>-Dpgmi.param.env=prod</code>, which wins over the POM; both win over <code>parameterFiles</code> and
     * <code>pgmi.yaml</code>.
     */
    @Parameter
    @Nullable
    Map<String, String> parameters;

    /**
     * Files with <code>NAME=value</code> lines, relative to the project's folder; later ones win over earlier ones, and all
     * over <code>pgmi.yaml</code>. Default: none. Example: <code>-Dpgmi.parameterFiles=common.env,staging.env</code>.
     */
    @Parameter(property = "pgmi.parameterFiles")
    @Nullable
    List<String> parameterFiles;

    /**
     * How long the whole deployment may take: <code>90s</code>, <code>5m</code>, <code>1h30m</code>; a bare number is
     * seconds. Then the running statement is cancelled on the server. Default: pgmi.yaml's, else <code>3m</code>. Example:
     * <code>-Dpgmi.timeout=30m</code>.
     */
    @Parameter(property = "pgmi.timeout")
    @Nullable
    String timeout;

    /**
     * Drop the database first, with all that is in it, and create it anew with the same owner, encoding, locale, settings,
     * privileges and comment. Asks for the database's name at a terminal; elsewhere <code>force</code> must say so too.
     * Default: <code>false</code>. Example: <code>mvn pgmi:deploy -Dpgmi.overwrite -Dpgmi.force</code>.
     */
    @Parameter(property = "pgmi.overwrite", defaultValue = "false")
    boolean overwrite;

    /** Overwrite without asking. Default: <code>false</code>. Example: <code>-Dpgmi.force</code>. */
    @Parameter(property = "pgmi.force", defaultValue = "false")
    boolean force;

    /** Version of the session API that deploy.sql was written for; only <code>1</code> exists. Default: <code>1</code>. Example: <code>1</code>. */
    @Parameter(property = "pgmi.compat", defaultValue = "1")
    String compat = "1";

    /** Show messages of level DEBUG too. Default: <code>false</code>. Example: <code>-Dpgmi.verbose</code>. */
    @Parameter(property = "pgmi.verbose", defaultValue = "false")
    boolean verbose;

    /**
     * Where each run of <code>CALL pgmi_test()</code> leaves its results in the form of Surefire's reports,
     * <code>TEST-pgmi-*.xml</code>: a suite for each top test directory, a case for each test. CI servers and
     * maven-surefire-report-plugin read them. May be Failsafe's own folder. Relative to the project's folder. Default:
     * <code>pgmi-reports</code> in the build directory, without a POM in <code>target</code> of the current folder. Example:
     * <code>-Dpgmi.reportsDirectory=target/failsafe-reports</code>.
     */
    @Parameter(property = "pgmi.reportsDirectory")
    @Nullable
    String reportsDirectory;

    /**
     * How the CI server that runs the build is pointed to what failed, and to warnings: GitHub Actions and Azure Pipelines
     * by annotations at file, line and column, TeamCity by a build problem; GitLab folds the deployment's part of the log.
     * <code>auto</code> finds out by <code>$GITHUB_ACTIONS</code>, <code>$GITLAB_CI</code>, <code>$TEAMCITY_VERSION</code>
     * and <code>$TF_BUILD</code>; <code>github</code>, <code>gitlab</code>, <code>teamcity</code> or <code>azure</code> is
     * taken at its word; <code>false</code> is for none. Default: <code>auto</code>. Example:
     * <code>-Dpgmi.ciAnnotations=false</code>.
     */
    @Parameter(property = "pgmi.ciAnnotations", defaultValue = "auto")
    String ciAnnotations = "auto";

    /** Do nothing. Default: <code>false</code>. Example: <code>-Dpgmi.skip</code>. */
    @Parameter(property = "pgmi.skip", defaultValue = "false")
    boolean skip;

    @Inject
    DeployMojo(
            MavenSession session,
            MavenProject project,
            ServerLookup servers,
            ProviderResolver providers,
            ProjectSources projects) {
        this.session = session;
        this.project = project;
        this.servers = servers;
        this.providers = providers;
        this.projects = projects;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        CommandLine commandLine = new CommandLine(session);
        if (commandLine.flag("pgmi.skip", skip)) {
            getLog().info("Nothing is deployed: pgmi.skip is set");
            return;
        }
        ProjectSource source = source(commandLine);
        if (source == null) {
            getLog().info("Nothing is deployed: this module has no " + ProjectSources.DEFAULT_DIRECTORY);
            return;
        }
        try (DeployReports reports = reports(source.directory(), commandLine)) {
            deploy(source, commandLine, reports);
        }
    }

    /** Null where there is nothing to deploy and nobody asked for it. */
    private @Nullable ProjectSource source(CommandLine commandLine) throws MojoExecutionException {
        try {
            return projects.find(session, project, artifact, sourceDirectory);
        } catch (PgmiException e) {
            try (DeployReports reports = reports(base(), commandLine)) {
                reports.failed(e);
            }
            getLog().debug(e);
            throw new MojoExecutionException(message(e, Style.of(Environment.SYSTEM)));
        }
    }

    private DeployReports reports(Path folder, CommandLine commandLine) {
        Path output = ProjectFolders.output(session, project);
        return new DeployReports(getLog(), base(), folder, output, testReports(commandLine, output));
    }

    private void deploy(ProjectSource source, CommandLine commandLine, DeployReports reports)
            throws MojoExecutionException, MojoFailureException {
        CiAnnotations ci = CiAnnotations.NONE;
        try {
            ci = annotations(commandLine, source.directory());
            ci.begin();
            ConnectionMapping connection = new ConnectionMapping(this, session, project, commandLine);
            DeployRequest request = new RequestMapping(this, session, commandLine)
                    .request(source.directory(), ProjectFolders.base(session, project), connection.sources(servers));
            boolean debug = commandLine.flag("pgmi.verbose", verbose) || getLog().isDebugEnabled();
            DeployResult result = deploy(request, debug, DeployListener.all(reports.recorder(), ci));
            reports.succeeded();
            publish(result);
            getLog().info("Deployed in " + LogListener.seconds(result.duration()) + " to " + result.jdbcUrl() + " as "
                    + result.username());
            source.discard();
        } catch (PgmiException e) {
            reports.failed(e);
            ci.failed(e);
            String message = message(e, Style.of(Environment.SYSTEM));
            // Not as the cause: Maven would append what the driver said to what we said of it, and a reader of an SQL
            // error is not helped by Java's stack.
            getLog().debug(e);
            if (e.outcome() == Outcome.SQL_FAILED) {
                throw new MojoFailureException(message);
            }
            throw new MojoExecutionException(message);
        } catch (RuntimeException | Error e) {
            reports.failed(e);
            throw e;
        } finally {
            ci.end();
        }
    }

    private CiAnnotations annotations(CommandLine commandLine, Path folder) {
        CiServer server = CiAnnotations.server(
                commandLine.text("pgmi.ciAnnotations", ciAnnotations), Environment.SYSTEM, project.getArtifactId());
        return new CiAnnotations(server, folder, new StandardOutput());
    }

    private DeployResult deploy(DeployRequest request, boolean debug, DeployListener first) {
        Progress progress = new Progress(Clock.systemUTC());
        try (ProgressLine line = ProgressLine.of(session, getLog(), progress::text, Environment.SYSTEM)) {
            return new Deployer(id -> providers.fetch(id, getPluginContext(), session, project))
                    .deploy(request, DeployListener.all(first, new LogListener(getLog(), debug, progress, line)));
        }
    }

    /** What Maven shows in the end. A place stands at the start of its own line, where it can be found and clicked. */
    static String message(PgmiException e, Style style) {
        String outcome = "pgmi:deploy failed with outcome " + e.outcome().code() + ":";
        String message = String.valueOf(e.getMessage());
        SourcePosition position =
                e.databaseError() == null ? null : e.databaseError().position();
        if (position == null) {
            return outcome + " " + message;
        }
        String place = position.toString();
        int at = message.indexOf(place);
        return at < 0
                ? outcome + " " + message
                : outcome
                        + (at == 0 ? "\n" : " ")
                        + message.substring(0, at)
                        + style.strong(place)
                        + message.substring(at + place.length());
    }

    private Path testReports(CommandLine commandLine, Path output) {
        String named = commandLine.text("pgmi.reportsDirectory", reportsDirectory == null ? "" : reportsDirectory);
        return named.isBlank() ? output.resolveSibling("pgmi-reports") : base().resolve(named);
    }

    private Path base() {
        return ProjectFolders.base(session, project);
    }

    private void publish(DeployResult result) {
        Properties properties = project.getProperties();
        properties.setProperty("pgmi.target.jdbcUrl", result.jdbcUrl());
        properties.setProperty("pgmi.target.host", result.host());
        properties.setProperty("pgmi.target.port", Integer.toString(result.port()));
        properties.setProperty("pgmi.target.database", result.database());
        properties.setProperty("pgmi.target.username", result.username());
    }
}
