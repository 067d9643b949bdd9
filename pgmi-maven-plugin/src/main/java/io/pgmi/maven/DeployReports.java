// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Environment;
import io.pgmi.PgmiException;
import io.pgmi.deploy.DeployRecorder;
import io.pgmi.report.DeployHtml;
import io.pgmi.report.DeployJson;
import io.pgmi.report.DeployReport;
import io.pgmi.report.SurefireXml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.logging.Log;

/**
 * Leaves behind what one deployment did. A file that cannot be written is worth a warning, never another outcome. From creation to
 * {@link #close} a JVM that is told to stop waits for the files of what it interrupts.
 */
final class DeployReports implements AutoCloseable {
    /** Longer than it takes to end a deployment from outside, by cancelling, terminating or giving up. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Log log;
    private final DeployRecorder recorder;
    private final Path result;
    private final Path page;
    private final Path tests;
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread shutdownHook = new Thread(this::awaitWritten, "pgmi-reports");

    /**
     * Deletes the files of the deployment before, lest they be taken for this one's.
     *
     * @param base what the reports' paths are relative to
     * @param output the folder of the result
     * @param tests the folder of the test reports, which may be shared with other tests
     */
    DeployReports(Log log, Path base, Path sourceDirectory, Path output, Path tests) {
        this.log = log;
        this.recorder = new DeployRecorder(base, sourceDirectory);
        this.result = output.resolve("deploy.json");
        this.page = output.resolve("deploy.html");
        this.tests = tests;
        try {
            Runtime.getRuntime().addShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // shutting down already: the deployment is about to be told
        }
        attempt(() -> Files.deleteIfExists(result));
        attempt(() -> Files.deleteIfExists(page));
        attempt(() -> SurefireXml.deleteFrom(tests));
    }

    DeployRecorder recorder() {
        return recorder;
    }

    void succeeded() {
        write(recorder.succeeded());
    }

    void failed(Throwable cause) {
        write(recorder.failed(cause));
    }

    private void write(DeployReport report) {
        attempt(() -> DeployJson.write(report, result));
        attempt(() -> DeployHtml.write(report, page));
        attempt(() -> SurefireXml.write(report, tests));
        String summary = SurefireXml.summary(report);
        if (!summary.isEmpty()) {
            Style style = Style.of(Environment.SYSTEM);
            if (summary.contains("Failures: 0, Errors: 0,")) {
                log.info(style.success(summary));
            } else {
                log.error(style.failure(summary));
            }
        }
        log.info("Report: " + page);
    }

    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (PgmiException e) {
            log.warn(e.getMessage());
        } catch (IOException | RuntimeException e) {
            log.warn("The report of the deployment is not complete: " + e);
        }
    }

    private void awaitWritten() {
        try {
            written.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        written.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // shutting down: the hook has seen that all is written
        }
    }
}
