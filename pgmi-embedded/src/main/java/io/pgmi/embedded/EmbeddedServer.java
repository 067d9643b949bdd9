// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A running PostgreSQL server that ends with this process at the latest. It listens on 127.0.0.1 only, trusts every
 * connection, keeps nothing safe from a power failure, and its clock is UTC. Thread-safe.
 */
public final class EmbeddedServer implements AutoCloseable {
    public static final String HOST = "127.0.0.1";
    /** The superuser; no password is asked for. */
    public static final String USERNAME = "postgres";

    private final ServerControl control;
    private final DataDirectory data;
    private final ServerLauncher.Launched launched;
    private final Watchdog watchdog;
    private final String version;
    private final Thread hook = new Thread(this::shutDown, "stop embedded PostgreSQL");
    private boolean stopped;

    private EmbeddedServer(
            ServerControl control, DataDirectory data, ServerLauncher.Launched launched, String version) {
        this.control = control;
        this.data = data;
        this.launched = launched;
        this.version = version;
        this.watchdog = Watchdog.over(launched.pid(), data.path());
    }

    /**
     * Makes a new cluster and starts its server; returns when it accepts connections, after about a second.
     *
     * @throws EmbeddedServerException when that fails; nothing is left running then
     */
    public static EmbeddedServer start(ServerOptions options) {
        return start(options, true);
    }

    /** Without {@code mayUnshare} as on a system that forbids user namespaces. */
    static EmbeddedServer start(ServerOptions options, boolean mayUnshare) {
        ServerSettings settings = ServerSettings.of(options);
        Path log = options.logFile();
        try {
            Files.createDirectories(log.resolveSibling("."));
        } catch (IOException e) {
            throw new EmbeddedServerException("The server's log file " + log + " cannot be made: " + e, e);
        }
        Account account = Account.choose(options.home(), log, mayUnshare);
        ServerControl control = new ServerControl(options.home(), account, log);
        DataDirectory data = DataDirectory.create(options.dataDirectory(), account, control);
        try {
            data.initialize(options.home(), account, log);
            ServerLauncher launcher = new ServerLauncher(control, data, options);
            EmbeddedServer server = new EmbeddedServer(control, data, launcher.launch(settings), launcher.version());
            Runtime.getRuntime().addShutdownHook(server.hook);
            return server;
        } catch (IOException | RuntimeException e) {
            control.stop(data.path());
            data.removeIfTemporary();
            throw e instanceof EmbeddedServerException failure
                    ? failure
                    : new EmbeddedServerException("The PostgreSQL server could not be started: " + e, e);
        }
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return launched.port();
    }

    public String username() {
        return USERNAME;
    }

    /** The operating system's number of the server's main process. */
    public long pid() {
        return launched.pid();
    }

    /** As the server says it, such as {@code 16.15}. */
    public String version() {
        return version;
    }

    /** Where the data really is; {@link #hasTemporaryData} tells whether that is elsewhere than asked. */
    public Path dataDirectory() {
        return data.path();
    }

    /**
     * True where the server, which does not run as root, cannot work in the folder asked for: its data is under
     * {@code java.io.tmpdir} then and removed by {@link #stop}.
     */
    public boolean hasTemporaryData() {
        return data.temporary();
    }

    public Path logFile() {
        return control.log();
    }

    /** The system user whose process the server is; null where it is the build's own. */
    public @Nullable String systemUser() {
        return control.account().user();
    }

    public synchronized boolean isRunning() {
        return !stopped && launched.isAlive();
    }

    /**
     * Stops the server, connections in use notwithstanding, and returns when it is gone: usually within 0.2 s, at most
     * half a minute. The data directory stays. Does nothing when called again.
     */
    public void stop() {
        shutDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook has found or will find the server stopped.
        }
    }

    @Override
    public void close() {
        stop();
    }

    private synchronized void shutDown() {
        if (!stopped) {
            stopped = true;
            watchdog.dismiss();
            control.stop(data.path());
            data.removeIfTemporary();
        }
    }
}
