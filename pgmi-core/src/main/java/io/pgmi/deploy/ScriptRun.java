// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.SourcePosition;
import io.pgmi.project.FileContent;
import io.pgmi.project.Project;
import io.pgmi.project.ProjectPath;
import io.pgmi.script.ExpandedScript;
import io.pgmi.script.MacroCall;
import io.pgmi.script.ScriptUnit;
import io.pgmi.script.SourceText;
import io.pgmi.session.DeploymentSession;
import io.pgmi.session.FailedMessage;
import io.pgmi.session.LostSession;
import io.pgmi.session.ServerErrors;
import io.pgmi.session.TestCall;
import io.pgmi.session.TestSuite;
import io.pgmi.trace.ErrorTracer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs deploy.sql in a session that is ready: expands the test macro, sends head and tail, places errors. */
final class ScriptRun {
    private static final String NO_ACTIVE_TRANSACTION = "25P01";
    private static final String OUT_OF_MEMORY = "53200";
    private static final String QUERY_CANCELED = "57014";
    private static final String SYNTAX_ERROR = "42601";

    /** How many messages were sent, and how many tests ran: all passed. */
    record Summary(int messages, int tests) {}

    private final DeploymentSession session;
    private final String file;
    private final String sql;
    private final List<MacroCall> calls;
    private final Project project;
    private final Cancellation cancellation;
    private final DeployListener listener;
    private final StatementWatch watch;

    ScriptRun(
            DeploymentSession session,
            String file,
            String sql,
            List<MacroCall> calls,
            Project project,
            Cancellation cancellation,
            DeployListener listener,
            StatementWatch watch) {
        this.session = session;
        this.file = file;
        this.sql = sql;
        this.calls = calls;
        this.project = project;
        this.cancellation = cancellation;
        this.listener = listener;
        this.watch = watch;
    }

    /**
     * Runs everything.
     *
     * @param debug whether messages of level DEBUG should arrive
     * @throws PgmiException SQL_FAILED for the first error
     */
    Summary run(boolean debug) {
        List<TestSuite> suites = expandCalls(debug);
        ExpandedScript script = ExpandedScript.of(
                file, sql, calls, suites.stream().map(TestSuite::sql).toList());
        List<ScriptUnit> units = script.units();
        for (int i = 0; i < units.size(); i++) {
            cancellation.check();
            run(script, units.get(i), i + 1, units.size());
        }
        if (session.inTransaction()) {
            listener.warning(file + " ends inside of the transaction that it began, so nothing since that BEGIN was"
                    + " committed. End the script with COMMIT;");
        }
        return new Summary(
                units.size(),
                suites.stream().mapToInt(suite -> suite.tests().size()).sum());
    }

    private List<TestSuite> expandCalls(boolean debug) {
        try {
            List<TestSuite> suites = session.prepare(
                    debug,
                    calls.stream()
                            .map(call -> new TestCall(call.patternLiteral(), call.callbackLiteral()))
                            .toList());
            for (int i = 0; i < suites.size(); i++) {
                listener.testsPlanned(suites.get(i).tests());
            }
            return suites;
        } catch (FailedMessage e) {
            ExpandedScript unexpanded = ExpandedScript.of(file, sql, List.of(), List.of());
            SourcePosition position = unexpanded.positionOf(calls.get(e.completedStatements()));
            throw failure(e, position);
        }
    }

    private void run(ExpandedScript script, ScriptUnit unit, int number, int count) {
        listener.unitStarted(number, count, script.positionOfStatement(unit, 0), unit.statementCount());
        long start = System.nanoTime();
        long rows;
        try {
            watch.started(
                    index -> script.positionOfStatement(unit, index),
                    unit.statementCount(),
                    session::completedStatements);
            rows = session.run(unit.text(), watch.listening());
        } catch (FailedMessage e) {
            throw failure(e, place(script, unit, e));
        } finally {
            watch.completed();
        }
        listener.unitCompleted(number, count, Duration.ofNanos(System.nanoTime() - start), rows);
    }

    /** Where the server says, else the statement whose completion it owes; nothing where the connection is gone. */
    private static @Nullable SourcePosition place(ExpandedScript script, ScriptUnit unit, FailedMessage e) {
        int position = ServerErrors.position(e.sqlException());
        if (position > 0) {
            return script.positionOf(unit, position);
        }
        return e.completedStatements() < unit.statementCount()
                ? script.positionOfStatement(unit, e.completedStatements())
                : null;
    }

    private PgmiException failure(FailedMessage e, @Nullable SourcePosition position) {
        boolean exact = ServerErrors.position(e.sqlException()) > 0;
        DatabaseError error = tracer().trace(
                        ServerErrors.fields(e.sqlException()), position, exact && !isMacroCall(position))
                .map(place -> ServerErrors.of(e.sqlException(), place))
                .orElseGet(() -> ServerErrors.of(e.sqlException()));
        if (e.runningTest() != null) {
            error = error.withMessage("Failed in " + e.runningTest().path() + ": " + error.message());
        }
        return new PgmiException(Outcome.SQL_FAILED, error.report() + advice(error, position), error, e);
    }

    /** Made only now: where lines start is of no use to a deployment that succeeds. */
    private ErrorTracer tracer() {
        Stream<SourceText> sources = project.sources().stream().map(source -> text(source.path(), source.content()));
        Stream<SourceText> tests = project.tests().stream().map(test -> text(test.path(), test.content()));
        return new ErrorTracer(Stream.concat(sources, tests).toList(), new SourceText(file, sql));
    }

    private SourceText text(ProjectPath path, FileContent content) {
        return new SourceText(project.root().resolve(path.value()).normalize().toString(), content.text());
    }

    /** What the server's own words leave out, where they are known to send people the wrong way. */
    private String advice(DatabaseError error, @Nullable SourcePosition position) {
        if (ServerErrors.endsSession(error)) {
            return "\nthe session ended while " + file
                    + " ran: by an administrator, by a crash or shutdown of the server, or"
                    + " by the network. What the script had committed before stays; the rest was rolled back";
        }
        if (LostSession.showsIn(error)) {
            return "\n" + LostSession.ADVICE;
        }
        String advice =
                switch (error.sqlState()) {
                    case NO_ACTIVE_TRANSACTION ->
                        isMacroCall(position)
                                ? "CALL pgmi_test() needs an open transaction, because it runs each test in a savepoint:"
                                        + " write BEGIN; before it and COMMIT; after it"
                                : null;
                    case OUT_OF_MEMORY ->
                        error.message().contains("shared memory")
                                ? "one transaction holds a lock for each table that it creates or changes: raise"
                                        + " max_locks_per_transaction on the server (restart needed), or COMMIT in between"
                                : null;
                    case QUERY_CANCELED ->
                        error.message().contains("COPY from stdin")
                                ? "COPY … FROM STDIN has no input here: load the data from a project file with SQL,"
                                        + " such as INSERT … SELECT … FROM pgmi_source_view"
                                : null;
                    case SYNTAX_ERROR ->
                        error.message().contains("\"\\\"")
                                ? "psql's backslash commands, such as \\i, \\set or \\restrict, mean nothing to the server: take"
                                        + " them out. Project files are run with EXECUTE of their content in pgmi_plan_view"
                                : null;
                    default -> null;
                };
        return advice == null ? "" : "\n" + advice;
    }

    private boolean isMacroCall(@Nullable SourcePosition position) {
        ExpandedScript unexpanded = ExpandedScript.of(file, sql, List.of(), List.of());
        return calls.stream().anyMatch(call -> unexpanded.positionOf(call).equals(position));
    }
}
