// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.SourcePosition;
import io.pgmi.connect.ConnectionConfig;
import io.pgmi.project.Project;
import io.pgmi.report.DeployError;
import io.pgmi.report.DeployReport;
import io.pgmi.report.DeployReport.FileCounts;
import io.pgmi.report.DeployReport.Phase;
import io.pgmi.report.DeployReport.PlannedFile;
import io.pgmi.report.DeployReport.Server;
import io.pgmi.report.Unit;
import io.pgmi.session.Notice;
import io.pgmi.session.Notice.Severity;
import io.pgmi.session.TestStep;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a deployment does, for the report of it. For one deployment, whose clock starts with the recorder's
 * creation. Memory does not grow with what the server says.
 */
public final class DeployRecorder implements DeployListener {
    private final Path base;
    private final Path sourceDirectory;
    private final Instant startedAt = Instant.now();
    private final PhaseClock clock = new PhaseClock();
    private final TestRecord tests = new TestRecord();
    private final Map<Severity, Integer> notices = new EnumMap<>(Severity.class);
    private final List<String> warnings = new ArrayList<>();
    private final List<Unit> units = new ArrayList<>();
    private @Nullable FileCounts files;
    private List<PlannedFile> plan = List.of();
    private @Nullable ConnectionConfig connection;
    private @Nullable Server server;
    private boolean created;
    private boolean replaced;
    private @Nullable Unit running;

    /** @param base the folder that files are told relative to, where they lie beneath */
    public DeployRecorder(Path base, Path sourceDirectory) {
        this.base = base.toAbsolutePath().normalize();
        this.sourceDirectory = sourceDirectory;
        clock.begin(Phase.SCAN);
    }

    @Override
    public void warning(String message) {
        warnings.add(message);
    }

    @Override
    public void projectRead(Project project, int parameters) {
        clock.end();
        files = FileTally.of(project, parameters);
        plan = FileTally.plan(project);
    }

    @Override
    public void connecting(ConnectionConfig config) {
        clock.begin(Phase.CONNECT);
        connection = config;
    }

    @Override
    public void databaseCreated(String database) {
        created = true;
    }

    @Override
    public void databaseReplaced(String database) {
        replaced = true;
    }

    @Override
    public void connected(String serverVersion, String timeZone) {
        clock.begin(Phase.LOAD);
        server = new Server(serverVersion, timeZone, created, replaced);
    }

    @Override
    public void filesLoaded(int count, long bytes, Duration duration) {
        clock.begin(Phase.PREPARE);
    }

    @Override
    public void testsPlanned(List<String> paths) {
        tests.planned(paths);
    }

    @Override
    public void unitStarted(int number, int count, SourcePosition start, int statements) {
        clock.begin(number == 1 ? Phase.HEAD : Phase.TAIL);
        running = new Unit(number == 1, relative(start), statements, clock.since(clock.now()), null);
    }

    @Override
    public void unitCompleted(int number, int count, Duration duration, long rows) {
        endUnit(rows);
        if (number == 1 || number == count) {
            clock.end();
        }
    }

    private void endUnit(@Nullable Long rows) {
        if (running != null) {
            Unit unit = running;
            units.add(new Unit(
                    unit.head(),
                    unit.position(),
                    unit.statements(),
                    clock.since(unit.span().start()),
                    rows));
            running = null;
        }
    }

    @Override
    public void testStarted(TestStep step) {
        tests.started(step);
    }

    @Override
    public void testCompleted(TestStep step, Duration duration) {
        tests.completed(duration);
    }

    @Override
    public void notice(Notice notice) {
        notices.merge(notice.severity(), 1, Integer::sum);
        tests.notice(notice);
    }

    /** The report, now that the deployment has succeeded. */
    public DeployReport succeeded() {
        return report(Outcome.SUCCESS, null);
    }

    /** The report, now that the deployment has failed with this. */
    public DeployReport failed(Throwable cause) {
        Outcome outcome = cause instanceof PgmiException e ? e.outcome() : Outcome.OTHER;
        tests.failed(outcome == Outcome.SQL_FAILED);
        endUnit(null);
        return report(outcome, error(cause));
    }

    private DeployReport report(Outcome outcome, @Nullable DeployError error) {
        clock.end();
        return new DeployReport(
                outcome,
                startedAt,
                clock.now(),
                relative(sourceDirectory),
                connection == null ? null : connection.target().database().value(),
                server,
                connection == null ? List.of() : connection.describe(),
                files,
                plan,
                clock.phases(),
                units,
                tests.results(),
                notices,
                warnings,
                error);
    }

    private DeployError error(Throwable cause) {
        DatabaseError error = cause instanceof PgmiException e ? e.databaseError() : null;
        List<String> problems = cause instanceof PgmiException e ? e.problems() : List.of();
        String report = String.valueOf(cause instanceof PgmiException ? cause.getMessage() : cause);
        if (error == null) {
            return new DeployError(report, report, null, null, null, null, List.of(), null, problems);
        }
        SourcePosition position = error.position();
        return new DeployError(
                error.message(),
                report,
                error.sqlState(),
                error.detail(),
                error.hint(),
                error.where(),
                position == null ? List.of() : List.of(relative(position)),
                error.excerpt(),
                problems);
    }

    private SourcePosition relative(SourcePosition position) {
        return new SourcePosition(relative(Path.of(position.file())), position.line(), position.column());
    }

    /** With {@code /} between names, so that a report of Windows reads like any other. */
    private String relative(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(base) ? base.relativize(absolute) : absolute;
        return shown.toString().replace(base.getFileSystem().getSeparator(), "/");
    }
}
