// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The two levels of parameters as one: the command line is the more deliberate word, so it wins over the POM. */
final class Parameters {
    /** What a connection string decides as a whole. {@code database} is not among them: it may accompany a string. */
    private static final Set<Setting> SINGLE = Set.of(Setting.HOST, Setting.PORT, Setting.USERNAME, Setting.SSL_MODE);

    private final Map<Setting, Value> commandLine;
    private final Map<Setting, Value> pom;
    private final Map<Setting, Value> written;

    private Parameters(Map<Setting, Value> commandLine, Map<Setting, Value> pom, Map<Setting, Value> written) {
        this.commandLine = commandLine;
        this.pom = pom;
        this.written = written;
    }

    static Parameters of(ConnectionSources sources, Problems problems) {
        Map<Setting, Value> pom = new EnumMap<>(Setting.class);
        pom.putAll(sources.pom());
        reportConflict(sources.commandLine(), problems);
        reportConflict(pom, problems);
        // A string on the command line silences the POM's single parameters, and the other way round.
        if (sources.commandLine().containsKey(Setting.CONNECTION)) {
            pom.keySet().removeAll(SINGLE);
        }
        if (hasSingle(sources.commandLine())) {
            pom.remove(Setting.CONNECTION);
        }
        return new Parameters(sources.commandLine(), pom, sources.pom());
    }

    private static void reportConflict(Map<Setting, Value> level, Problems problems) {
        Value connection = level.get(Setting.CONNECTION);
        if (connection != null && hasSingle(level)) {
            String others = level.entrySet().stream()
                    .filter(entry -> SINGLE.contains(entry.getKey()))
                    .map(entry -> entry.getValue().origin())
                    .collect(Collectors.joining(", "));
            problems.add(
                    "connection",
                    connection.origin(),
                    "a connection string (" + connection.origin() + ") and single parameters (" + others
                            + ") exclude each other. Configure the connection in one of three ways: the string alone "
                            + "(-Dpgmi.connection=postgresql://user@host:5432/postgres, with -Dpgmi.database for the target); "
                            + "single parameters (-Dpgmi.host=… -Dpgmi.port=… -Dpgmi.username=… -Dpgmi.database=…); "
                            + "or the environment ($PGHOST, $PGPORT, $PGUSER, $PGDATABASE, or $PGMI_CONNECTION_STRING).");
        }
    }

    private static boolean hasSingle(Map<Setting, Value> level) {
        return SINGLE.stream().anyMatch(level::containsKey);
    }

    @Nullable
    Value get(Setting setting) {
        Value value = commandLine.get(setting);
        return value == null ? pom.get(setting) : value;
    }

    /** Host, port, username or sslMode is given, so the variables for whole strings do not count. */
    boolean hasSingle() {
        return hasSingle(commandLine) || hasSingle(pom);
    }

    /** The target is given outright, so a server started in this build is not it. */
    boolean nameServer() {
        return get(Setting.CONNECTION) != null || get(Setting.HOST) != null || get(Setting.PORT) != null;
    }

    /** What the POM says of a setting that the command line decides by other means; null otherwise. */
    @Nullable
    Value silenced(Setting setting) {
        return pom.containsKey(setting) ? null : written.get(setting);
    }

    /** The POM's value where the command line has one too; null otherwise. */
    @Nullable
    Value overridden(Setting setting) {
        return commandLine.containsKey(setting) ? pom.get(setting) : null;
    }
}
