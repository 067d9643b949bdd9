// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.deploy.DeployRequest;
import io.pgmi.deploy.DeployResult;
import io.pgmi.deploy.Deployer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
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
 * the password comes from the connection string, <code>$PGPASSWORD</code> or <code>.pgpass</code>.
 *
 * <p>For later plugins of the build the project gets the properties <code>pgmi.target.jdbcUrl</code>,
 * <code>pgmi.target.host</code>, <code>pgmi.target.port</code>, <code>pgmi.target.database</code> and
 * <code>pgmi.target.username</code>.
 */
@Mojo(name = "deploy", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class DeployMojo extends AbstractMojo {
    private static final String DEFAULT_SOURCE_DIRECTORY = "src/main/pgmi";

    private final MavenSession session;
    private final MavenProject project;
    private final ProviderResolver providers;

    /**
     * The folder with <code>deploy.sql</code>, relative to the project's folder; without a POM, to the current one. A
     * module that has no such folder and does not name one is skipped. Default: <code>src/main/pgmi</code>. Example:
     * <code>-Dpgmi.sourceDirectory=database</code>.
     */
    @Parameter(property = "pgmi.sourceDirectory")
    @Nullable
    String sourceDirectory;

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
     * Connection string: a URI (<code>postgresql://user@host:5432/database?sslmode=require</code>), ADO.NET
     * (<code>Host=host;Database=database;Username=user</code>) or a JDBC URL. Not together with <code>host</code>,
     * <code>port</code>, <code>username</code> or <code>sslMode</code>. With <code>database</code> beside it, that is the
     * target and the string's database the one to create it from. Default: none. Example:
     * <code>-Dpgmi.connection=postgresql://deployer@db1/shop</code>.
     */
    @Parameter(property = "pgmi.connection")
    @Nullable
    HiddenText connection;

    /** Host name or address. Default: see the goal's description, at last <code>localhost</code>. Example: <code>db1.example.com</code>. */
    @Parameter(property = "pgmi.host")
    @Nullable
    String host;

    /** TCP port, 1 to 65535. Default: see the goal's description, at last <code>5432</code>. Example: <code>5433</code>. */
    @Parameter(property = "pgmi.port")
    @Nullable
    String port;

    /** Role to log in as. Default: see the goal's description, at last the operating system's user. Example: <code>deployer</code>. */
    @Parameter(property = "pgmi.username")
    @Nullable
    String username;

    /**
     * Database to deploy to; created where the server has none of that name. Default: see the goal's description; on a
     * server of <code>pgmi:start</code> the one named there. Example: <code>shop</code>.
     */
    @Parameter(property = "pgmi.database")
    @Nullable
    String database;

    /**
     * Database to connect to for creating or dropping the target; not dialled otherwise. Default: the connection string's
     * database where <code>database</code> names another, else pgmi.yaml's, else <code>postgres</code>. Example:
     * <code>defaultdb</code>.
     */
    @Parameter(property = "pgmi.maintenanceDatabase")
    @Nullable
    String maintenanceDatabase;

    /**
     * Whether and how to use TLS, as libpq takes it: <code>disable</code>, <code>allow</code>, <code>prefer</code>,
     * <code>require</code>, <code>verify-ca</code>, <code>verify-full</code>. Default: <code>prefer</code>; with
     * a token of Azure or AWS <code>require</code>, and nothing less. Example: <code>verify-full</code>.
     */
    @Parameter(property = "pgmi.sslMode")
    @Nullable
    String sslMode;

    /**
     * What the password comes from: <code>standard</code> for one that is configured; <code>azure</code>, <code>aws</code>,
     * <code>google</code> for a token of the cloud's identity service, fetched anew for each connection; or the id of a
     * provider that is a <code>&lt;dependency&gt;</code> of the plugin. The clouds' modules are resolved when asked for. With a token sslMode is <code>require</code> at least. Default: pgmi.yaml's <code>auth_method</code>; else
     * <code>azure</code> where <code>$AZURE_TENANT_ID</code>, <code>$AZURE_CLIENT_ID</code> and
     * <code>$AZURE_CLIENT_SECRET</code> are all set; else <code>standard</code>. Example: <code>-Dpgmi.auth=standard</code>,
     * which switches the detection off.
     */
    @Parameter(property = "pgmi.auth")
    @Nullable
    String auth;

    /** <code>true</code> is <code>auth=azure</code>; <code>false</code> switches Azure off, detection and pgmi.yaml included. Default: none. Example: <code>-Dpgmi.azure</code>. */
    @Parameter(property = "pgmi.azure")
    @Nullable
    String azure;

    /** Azure: the tenant (directory) to log in to. Default: <code>$AZURE_TENANT_ID</code>, pgmi.yaml. Example: <code>11111111-2222-3333-4444-555555555555</code>. */
    @Parameter(property = "pgmi.azureTenantId")
    @Nullable
    String azureTenantId;

    /** Azure: the application to log in as, or alone the user-assigned managed identity. Default: <code>$AZURE_CLIENT_ID</code>, pgmi.yaml. Example: <code>66666666-7777-8888-9999-000000000000</code>. */
    @Parameter(property = "pgmi.azureClientId")
    @Nullable
    String azureClientId;

    /** <code>true</code> is <code>auth=aws</code>; <code>false</code> switches AWS off, pgmi.yaml included. Default: none. Example: <code>-Dpgmi.aws</code>. */
    @Parameter(property = "pgmi.aws")
    @Nullable
    String aws;

    /** AWS: the region of the database. Default: <code>$AWS_REGION</code>, <code>$AWS_DEFAULT_REGION</code>, pgmi.yaml, then what the SDK finds, then the host name's. Example: <code>eu-west-1</code>. */
    @Parameter(property = "pgmi.awsRegion")
    @Nullable
    String awsRegion;

    /** <code>true</code> is <code>auth=google</code>; <code>false</code> switches Google off, pgmi.yaml included. Default: none. Example: <code>-Dpgmi.google</code>. */
    @Parameter(property = "pgmi.google")
    @Nullable
    String google;

    /** Google: the Cloud SQL instance's connection name. Default: pgmi.yaml. Example: <code>project:europe-west1:instance</code>. */
    @Parameter(property = "pgmi.googleInstance")
    @Nullable
    String googleInstance;

    /** File with the client's certificate. Default: <code>$PGSSLCERT</code>, pgmi.yaml, connection string. Example: <code>client.crt</code>. */
    @Parameter(property = "pgmi.sslCert")
    @Nullable
    String sslCert;

    /** File with the client certificate's key. Default: <code>$PGSSLKEY</code>, pgmi.yaml, connection string. Example: <code>client.key</code>. */
    @Parameter(property = "pgmi.sslKey")
    @Nullable
    String sslKey;

    /** File with the certificates that the server's is checked against. Default: <code>$PGSSLROOTCERT</code>, pgmi.yaml, connection string. Example: <code>ca.crt</code>. */
    @Parameter(property = "pgmi.sslRootCert")
    @Nullable
    String sslRootCert;

    /**
     * The session's time zone: <code>server</code> for what server, database or role define, whatever zone this JVM runs
     * in, or a zone's name. Default: <code>server</code>. Example: <code>Europe/Vienna</code>.
     */
    @Parameter(property = "pgmi.timeZone")
    @Nullable
    String timeZone;

    /** How long one attempt to connect may take: <code>10s</code>, <code>1m</code>; a bare number is seconds. Default: <code>$PGCONNECT_TIMEOUT</code>, else <code>10s</code>. Example: <code>30s</code>. */
    @Parameter(property = "pgmi.connectTimeout")
    @Nullable
    String connectTimeout;

    /** How often to try to connect while the server can't be reached or is starting up. Default: <code>3</code>. Example: <code>10</code>. */
    @Parameter(property = "pgmi.connectAttempts")
    @Nullable
    String connectAttempts;

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
    DeployMojo(MavenSession session, MavenProject project, ProviderResolver providers) {
        this.session = session;
        this.project = project;
        this.providers = providers;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        CommandLine commandLine = new CommandLine(session);
        if (commandLine.flag("pgmi.skip", skip)) {
            getLog().info("Nothing is deployed: pgmi.skip is set");
            return;
        }
        Path folder = folder(commandLine);
        if (folder == null) {
            getLog().info("Nothing is deployed: this module has no " + DEFAULT_SOURCE_DIRECTORY);
            return;
        }
        try {
            DeployRequest request = new RequestMapping(this, session, project, commandLine).request(folder);
            boolean debug = commandLine.flag("pgmi.verbose", verbose) || getLog().isDebugEnabled();
            LogListener listener = new LogListener(getLog(), debug);
            DeployResult result = new Deployer(this::provider).deploy(request, listener);
            publish(result);
            listener.deployed(result);
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

    private Optional<ClassLoader> provider(String id) {
        // What Maven itself puts there for every mojo.
        Object plugin = Objects.requireNonNull(getPluginContext().get("pluginDescriptor"));
        return providers.fetch(id, (PluginDescriptor) plugin, session, project);
    }

    /** Null where there is nothing to deploy and nobody asked for it. */
    private @Nullable Path folder(CommandLine commandLine) {
        Path base = base();
        String named = commandLine.text("pgmi.sourceDirectory", sourceDirectory == null ? "" : sourceDirectory);
        if (!named.isBlank()) {
            return base.resolve(named);
        }
        Path folder = base.resolve(DEFAULT_SOURCE_DIRECTORY);
        // Without a POM somebody typed the goal, and should hear what is missing.
        return Files.isDirectory(folder) || project.getBasedir() == null ? folder : null;
    }

    Path base() {
        File directory = project.getBasedir();
        return directory == null ? Path.of(session.getExecutionRootDirectory()) : directory.toPath();
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
