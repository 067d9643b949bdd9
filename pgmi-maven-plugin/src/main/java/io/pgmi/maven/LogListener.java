// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.SourcePosition;
import io.pgmi.connect.ConnectionConfig;
import io.pgmi.deploy.DeployListener;
import io.pgmi.deploy.DeployResult;
import io.pgmi.session.Notice;
import java.time.Duration;
import java.util.Locale;
import org.apache.maven.plugin.logging.Log;

/** Tells Maven's log what a deployment does, while it does it. */
final class LogListener implements DeployListener {
    private final Log log;
    private final boolean debug;

    LogListener(Log log, boolean debug) {
        this.log = log;
        this.debug = debug;
    }

    @Override
    public void warning(String message) {
        log.warn(message);
    }

    @Override
    public void projectRead(String directory, int sourceFiles, int testFiles, int parameters) {
        log.info("Deploying " + directory + ": " + count(sourceFiles, "file") + ", " + count(testFiles, "test file")
                + ", " + count(parameters, "parameter"));
    }

    @Override
    public void connecting(ConnectionConfig config) {
        log.info("To database " + config.target().database().value() + " on "
                + config.target().host().value() + ":" + config.target().port().value() + " as "
                + config.credentials().username().value() + ", host from "
                + config.target().host().origin());
        config.notices().forEach(log::info);
        if (log.isDebugEnabled()) {
            config.describe().forEach(line -> log.debug(line.toString()));
        }
    }

    @Override
    public void databaseCreated(String database) {
        log.info("Created database " + database);
    }

    @Override
    public void databaseReplaced(String database) {
        log.info("Dropped database " + database + " and created it anew");
    }

    @Override
    public void connected(String serverVersion, String timeZone) {
        log.info("Connected: PostgreSQL " + serverVersion + ", time zone " + timeZone);
    }

    @Override
    public void filesLoaded(int files, long bytes, Duration duration) {
        log.info("Loaded " + count(files, "file") + ", " + bytes + " bytes, in " + duration.toMillis() + " ms");
    }

    @Override
    public void unitStarted(int number, int count, SourcePosition start, int statements) {
        if (number == 1) {
            log.info("Running " + start.file()
                    + (count > 1 ? ": its transaction first, then " + count(count - 1, "statement") : ""));
        } else if (log.isDebugEnabled()) {
            log.debug("Running " + start);
        }
    }

    @Override
    public void notice(Notice notice) {
        String text = "  " + text(notice).replace("\n", System.lineSeparator() + "  ");
        switch (notice.severity()) {
            case WARNING -> log.warn(text);
            case DEBUG, LOG -> {
                if (debug) {
                    log.info(text);
                }
            }
            case INFO, NOTICE -> log.info(text);
        }
    }

    private static String text(Notice notice) {
        StringBuilder text = new StringBuilder(notice.message());
        if (notice.detail() != null) {
            text.append("\nDETAIL: ").append(notice.detail());
        }
        if (notice.hint() != null) {
            text.append("\nHINT: ").append(notice.hint());
        }
        return text.toString();
    }

    /** The last line: what was done, and where the result is. */
    void deployed(DeployResult result) {
        log.info((result.tests() == 0 ? "" : count(result.tests(), "test") + " passed. ") + "Deployed in "
                + seconds(result.duration()) + " to " + result.jdbcUrl() + " as " + result.username());
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
}
