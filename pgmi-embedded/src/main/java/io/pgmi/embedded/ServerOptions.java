// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What server to start, and where.
 *
 * @param home the folder with {@code bin/postgres}, as {@link PostgresBinaries#unpack} gives it
 * @param dataDirectory the cluster's folder, made anew for each start. One that an earlier run left is removed, its
 *     server stopped first should it still run
 * @param logFile what initdb and the server print, appended
 * @param port the TCP port on 127.0.0.1; 0 for a free one
 * @param settings server settings by name, as in postgresql.conf but without quotes; they win over ours
 * @param startTimeout how long the server may take until it accepts connections
 */
public record ServerOptions(
        Path home, Path dataDirectory, Path logFile, int port, Map<String, String> settings, Duration startTimeout) {
    public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(60);

    public ServerOptions {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        logFile = logFile.toAbsolutePath().normalize();
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** A free port, no settings, {@link #DEFAULT_START_TIMEOUT}. */
    public ServerOptions(Path home, Path dataDirectory, Path logFile) {
        this(home, dataDirectory, logFile, 0, Map.of(), DEFAULT_START_TIMEOUT);
    }

    public ServerOptions withPort(int newPort) {
        return new ServerOptions(home, dataDirectory, logFile, newPort, settings, startTimeout);
    }

    public ServerOptions withSettings(Map<String, String> newSettings) {
        return new ServerOptions(home, dataDirectory, logFile, port, newSettings, startTimeout);
    }

    public ServerOptions withStartTimeout(Duration newTimeout) {
        return new ServerOptions(home, dataDirectory, logFile, port, settings, newTimeout);
    }

    ServerOptions withDataDirectory(Path newDirectory) {
        return new ServerOptions(home, newDirectory, logFile, port, settings, startTimeout);
    }
}
