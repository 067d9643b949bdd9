// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.SourcePosition;
import io.pgmi.deploy.RunningStatement;
import io.pgmi.session.Notice;
import io.pgmi.session.Notice.Severity;
import io.pgmi.session.ServerActivity;
import io.pgmi.session.ServerActivity.Blocker;
import io.pgmi.session.TestStep;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.junit.jupiter.api.Test;

class LogListenerTest {
    private final List<String> logged = new ArrayList<>();

    private LogListener listener(boolean shown, boolean mavenDebugs) {
        Log log = (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isDebugEnabled")) {
                        return mavenDebugs;
                    }
                    logged.add(method.getName() + ":" + arguments[0]);
                    return null;
                });
        return new LogListener(log, shown, new Progress(Clock.systemUTC()), new ProgressLine(null, () -> "", 80));
    }

    private static Notice notice(Severity severity, String message) {
        return new Notice(severity, "00000", message, null, null, "PL/pgSQL function");
    }

    @Test
    void eachLineOfANoticeIsALineOfItsLevel() {
        listener(false, false)
                .notice(new Notice(Severity.NOTICE, "00000", "one\r\ntwo\n::error::three", "d1\nd2", "h", null));
        assertThat(logged)
                .containsExactly(
                        "info:  one",
                        "info:  two",
                        "info:  ::error::three",
                        "info:  DETAIL: d1",
                        "info:  d2",
                        "info:  HINT: h");
    }

    @Test
    void noNoticeIsLostForBeingEmpty() {
        listener(false, false).notice(notice(Severity.INFO, ""));
        assertThat(logged).containsExactly("info:  ");
    }

    @Test
    void levelsAreMavens() {
        for (LogListener listener : List.of(listener(false, false), listener(true, false), listener(true, true))) {
            listener.notice(notice(Severity.WARNING, "w"));
            listener.notice(notice(Severity.DEBUG, "d"));
        }
        assertThat(logged).containsExactly("warn:  w", "warn:  w", "info:  d", "warn:  w", "debug:  d");
    }

    private static final SourcePosition PLACE = new SourcePosition("/db/deploy.sql", 12, 3);

    private static RunningStatement running(TestStep test, ServerActivity activity) {
        return new RunningStatement(PLACE, test == null, test, Duration.ofMillis(60_400), activity);
    }

    @Test
    void aStatementThatWorksIsToldByPlaceAndTime() {
        LogListener listener = listener(false, false);
        listener.statementRunning(running(null, null));
        listener.statementRunning(running(null, new ServerActivity(null, List.of())));
        assertThat(logged)
                .containsOnly("info:Still running after 60 s: /db/deploy.sql:12:3 or a later statement")
                .hasSize(2);
    }

    @Test
    void aStatementThatWaitsIsToldWithWhomFor() {
        TestStep test = new TestStep(TestStep.Kind.TEST, "./__test__/a.sql", "./__test__/", 2);
        Instant at = Instant.parse("2026-01-02T03:04:05Z");
        assertThat(LogListener.text(running(
                        test,
                        new ServerActivity(
                                "Lock: relation",
                                List.of(
                                        new Blocker(0, null, null, null),
                                        new Blocker(7, null, null, null),
                                        new Blocker(4711, "psql", "idle in transaction", at))))))
                .isEqualTo("Still running after 60 s: ./__test__/a.sql, called at /db/deploy.sql:12:3, waits for"
                        + " Lock: relation; blocked by a prepared transaction; blocked by process 7;"
                        + " blocked by process 4711 (psql), idle in transaction, query begun at 2026-01-02T03:04:05Z");
    }

    @Test
    void theMessageOfAFailureHasItsPlaceAtTheStartOfALine() {
        DatabaseError error = new DatabaseError("22012", "division by zero", null, null, null, PLACE, "SELECT 1/0\n^");
        PgmiException failed = new PgmiException(Outcome.SQL_FAILED, error.report(), error, null);
        assertThat(DeployMojo.message(failed, new Style(false)))
                .isEqualTo("pgmi:deploy failed with outcome 13:\n/db/deploy.sql:12:3: ERROR 22012: division by zero\n"
                        + "    SELECT 1/0\n    ^");
        PgmiException timeout = new PgmiException(Outcome.TIMEOUT, "too long.\n" + error.report(), error, null);
        assertThat(DeployMojo.message(timeout, new Style(false)))
                .startsWith("pgmi:deploy failed with outcome 16: too long.\n/db/deploy.sql:12:3: ERROR");
        assertThat(DeployMojo.message(new PgmiException(Outcome.OTHER, "m"), new Style(false)))
                .isEqualTo("pgmi:deploy failed with outcome 1: m");
    }
}
