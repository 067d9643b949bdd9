// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.Outcome;
import io.pgmi.connect.ConnectionConfig.Line;
import io.pgmi.session.Notice.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment did, how long each part took, and how it ended. What it never came to is null or empty.
 * Times are whole microseconds, as deploy.json holds them: what is shown from the file is what was shown before it.
 *
 * @param sourceDirectory the folder with deploy.sql, relative to the project's folder where it lies beneath
 * @param database the target's name; null where the configuration is wrong
 * @param server null where no session was opened
 * @param connection each setting with its origin; secrets as set or unset; empty where the configuration is wrong
 * @param files null where project or configuration are wrong
 * @param plan the project's files in the order of pgmi_plan_view, a file with several sort keys several times
 * @param units the messages that deploy.sql was sent as, up to the one that failed
 * @param tests every test that deploy.sql stood for and the fixtures that ran, in order
 * @param notices how many messages of each level the server sent
 * @param warnings what did not stop the deployment but users should know
 * @param error null for SUCCESS
 */
public record DeployReport(
        Outcome outcome,
        Instant startedAt,
        Duration duration,
        String sourceDirectory,
        @Nullable String database,
        @Nullable Server server,
        List<Line> connection,
        @Nullable FileCounts files,
        List<PlannedFile> plan,
        Map<Phase, Span> phases,
        List<Unit> units,
        List<TestResult> tests,
        Map<Severity, Integer> notices,
        List<String> warnings,
        @Nullable DeployError error) {
    public DeployReport {
        duration = duration.truncatedTo(ChronoUnit.MICROS);
        connection = List.copyOf(connection);
        plan = List.copyOf(plan);
        phases = inOrder(Phase.class, phases);
        units = List.copyOf(units);
        tests = List.copyOf(tests);
        notices = inOrder(Severity.class, notices);
        warnings = List.copyOf(warnings);
    }

    private static <K extends Enum<K>, V> Map<K, V> inOrder(Class<K> keys, Map<K, V> values) {
        Map<K, V> copy = new EnumMap<>(keys);
        copy.putAll(values);
        return Collections.unmodifiableMap(copy);
    }

    /** The parts of a deployment, in order. */
    public enum Phase {
        /** Reading the project and checking all that can be checked offline. */
        SCAN,
        /** Up to the session with its lock and objects, creating the database included. */
        CONNECT,
        /** Files and parameters become rows. */
        LOAD,
        /** Statistics, session variables, the test macro's SQL. */
        PREPARE,
        /** deploy.sql up to its first end of a transaction. */
        HEAD,
        /** The rest of deploy.sql. */
        TAIL
    }

    /** A stretch of time, from the deployment's start on. */
    public record Span(Duration start, Duration duration) {
        public Span {
            start = start.truncatedTo(ChronoUnit.MICROS);
            duration = duration.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /**
     * The database after connecting.
     *
     * @param version as the server tells it
     * @param timeZone the session's at its start
     * @param created whether this deployment created it
     * @param replaced whether this deployment dropped one of the same name for it
     */
    public record Server(String version, String timeZone, boolean created, boolean replaced) {}

    /**
     * How many files of each kind there are.
     *
     * @param sql source files that hold SQL by their extension
     * @param other the other source files
     * @param tests SQL files in test directories, without fixtures
     * @param fixtures {@code _setup.sql} files
     * @param testData files of test directories that hold no SQL
     * @param bytes of all of them together
     * @param parameters how many parameters deploy.sql was given
     */
    public record FileCounts(int sql, int other, int tests, int fixtures, int testData, long bytes, int parameters) {}

    /** A row of pgmi_plan_view. */
    public record PlannedFile(String path, String sortKey, long bytes) {}
}
