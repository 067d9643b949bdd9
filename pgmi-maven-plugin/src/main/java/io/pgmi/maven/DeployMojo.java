// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.deploy.DeployRequest;
import io.pgmi.deploy.DeployResult;
import io.pgmi.deploy.Deployer;
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
        try {
            ProjectSource source = projects.find(session, project, artifact, sourceDirectory);
            if (source == null) {
                getLog().info("Nothing is deployed: this module has no " + ProjectSources.DEFAULT_DIRECTORY);
                return;
            }
            ConnectionMapping connection = new ConnectionMapping(this, session, project, commandLine);
            DeployRequest request = new RequestMapping(this, session, commandLine)
                    .request(source.directory(), ProjectFolders.base(session, project), connection.sources(servers));
            boolean debug = commandLine.flag("pgmi.verbose", verbose) || getLog().isDebugEnabled();
            LogListener listener = new LogListener(getLog(), debug);
            DeployResult result = new Deployer(id -> providers.fetch(id, getPluginContext(), session, project))
                    .deploy(request, listener);
            publish(result);
            listener.deployed(result);
            source.discard();
        } catch (PgmiException e) {
            String message = "pgmi:deploy failed with outcome " + e.outcome().code() + ": " + e.getMessage();
            // Not as the cause: Maven would append what the driver said to what we said of it, and a reader of an SQL
            // error is not helped by Java's stack.
            getLog().debug(e);
            if (e.outcome() == Outcome.SQL_FAILED) {
                throw new MojoFailureException(message);
            }
            throw new MojoExecutionException(message);
        }
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
