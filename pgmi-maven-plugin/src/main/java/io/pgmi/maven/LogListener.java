// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.SourcePosition;
import io.pgmi.connect.ConnectionConfig;
import io.pgmi.deploy.DeployListener;
import io.pgmi.deploy.RunningStatement;
import io.pgmi.project.Project;
import io.pgmi.session.Notice;
import io.pgmi.session.ServerActivity.Blocker;
import io.pgmi.session.TestStep;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Tells Maven's log what a deployment does, while it does it. */
final class LogListener implements DeployListener {
    private final Log log;
    private final boolean debug;
    private final Progress progress;
    private final ProgressLine line;

    /**
     * @param debug whether to show the server's messages of level DEBUG
     * @param progress is told of everything that it shows
     * @param line is kept out of the log's way
     */
    LogListener(Log log, boolean debug, Progress progress, ProgressLine line) {
        this.log = log;
        this.debug = debug;
        this.progress = progress;
        this.line = line;
    }

    private void info(String message) {
        line.print(() -> log.info(message));
    }

    private void debug(String message) {
        line.print(() -> log.debug(message));
    }

    @Override
    public void warning(String message) {
        line.print(() -> log.warn(message));
    }

    @Override
    public void projectRead(Project project, int parameters) {
        info("Deploying " + project.root() + ": " + count(project.sources().size(), "file") + ", "
                + count(project.tests().size(), "test file") + ", " + count(parameters, "parameter"));
    }

    @Override
    public void connecting(ConnectionConfig config) {
        info("To database " + config.target().database().value() + " on "
                + config.target().host().value() + ":" + config.target().port().value() + " as "
                + config.credentials().username().value() + ", host from "
                + config.target().host().origin());
        config.notices().forEach(this::info);
        if (log.isDebugEnabled()) {
            config.describe().forEach(setting -> debug(setting.toString()));
        }
    }

    @Override
    public void databaseCreated(String database) {
        info("Created database " + database);
    }

    @Override
    public void databaseReplaced(String database) {
        info("Dropped database " + database + " and created it anew");
    }

    @Override
    public void connected(String serverVersion, String timeZone) {
        info("Connected: PostgreSQL " + serverVersion + ", time zone " + timeZone);
    }

    @Override
    public void filesLoading(int loaded, int files) {
        progress.loading(loaded, files);
    }

    @Override
    public void filesLoaded(int files, long bytes, Duration duration) {
        progress.idle();
        info("Loaded " + count(files, "file") + ", " + bytes + " bytes, in " + duration.toMillis() + " ms");
    }

    @Override
    public void testsPlanned(List<String> tests) {
        progress.testsPlanned(tests.size());
    }

    @Override
    public void unitStarted(int number, int count, SourcePosition start, int statements) {
        progress.running(start);
        if (number == 1) {
            info("Running " + start.file()
                    + (count > 1 ? ": its transaction first, then " + count(count - 1, "statement") : ""));
        } else if (log.isDebugEnabled()) {
            debug("Running " + start);
        }
    }

    @Override
    public void unitCompleted(int number, int count, Duration duration, long rows) {
        progress.idle();
    }

    @Override
    public void testStarted(TestStep step) {
        progress.testStarted(step);
    }

    @Override
    public void testCompleted(TestStep step, Duration duration) {
        progress.testCompleted(step);
    }

    @Override
    public void statementRunning(RunningStatement statement) {
        info(text(statement));
    }

    @Override
    public void notice(Notice notice) {
        switch (notice.severity()) {
            case WARNING -> lines(notice, log::warn);
            case DEBUG, LOG -> {
                if (debug) {
                    lines(notice, log.isDebugEnabled() ? log::debug : log::info);
                }
            }
            case INFO, NOTICE -> lines(notice, log::info);
        }
    }

    /** Each line is one of the log: it has the level at its start, and no server can write what a CI server obeys. */
    private void lines(Notice notice, Consumer<String> to) {
        line.print(() -> {
            field("", notice.message(), to);
            field("DETAIL: ", notice.detail(), to);
            field("HINT: ", notice.hint(), to);
        });
    }

    private static void field(String name, @Nullable String value, Consumer<String> to) {
        if (value != null) {
            // With the line end, an empty text is a line too.
            (name + value + "\n").lines().forEach(text -> to.accept("  " + text));
        }
    }

    static String text(RunningStatement statement) {
        StringBuilder text = new StringBuilder("Still running after ")
                .append(statement.duration().toSeconds())
                .append(" s: ");
        if (statement.test() == null) {
            text.append(statement.position()).append(statement.orLater() ? " or a later statement" : "");
        } else {
            text.append(statement.test().path()).append(", called at ").append(statement.position());
        }
        if (statement.activity() != null && statement.activity().waitEvent() != null) {
            text.append(", waits for ").append(statement.activity().waitEvent());
            statement.activity().blockers().forEach(blocker -> text.append("; blocked by ")
                    .append(text(blocker)));
        }
        return text.toString();
    }

    private static String text(Blocker blocker) {
        if (blocker.pid() == 0) {
            return "a prepared transaction";
        }
        return "process " + blocker.pid()
                + (blocker.application() == null ? "" : " (" + blocker.application() + ")")
                + (blocker.state() == null ? "" : ", " + blocker.state())
                + (blocker.queryStart() == null ? "" : ", query begun at " + blocker.queryStart());
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
}
