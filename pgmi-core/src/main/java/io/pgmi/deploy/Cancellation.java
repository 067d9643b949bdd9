// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.session.Backend;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a deployment from outside of its thread: at its time limit, or when the process is told to stop (Ctrl-C). Closing
 * the socket would leave the statement running on the server with the lock held, so the statement is cancelled first;
 * a script may catch that, so it is cancelled again, then its session is terminated from a second connection, and only
 * then is the socket given up.
 */
final class Cancellation implements AutoCloseable {
    private static final Duration BETWEEN_CANCELS = Duration.ofMillis(500);
    private static final Duration CANCELLING = Duration.ofSeconds(4);
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(8);

    private final Duration timeout;
    private final Instant limit;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread shutdownHook = new Thread(this::onShutdown, "pgmi-shutdown");
    private final Thread watcher = new Thread(this::watch, "pgmi-timeout");
    private @Nullable Backend backend;
    private @Nullable Supplier<Connection> otherConnection;
    private @Nullable Outcome reason;

    Cancellation(Duration timeout) {
        this.timeout = timeout;
        this.limit = Instant.now().plus(timeout);
        watcher.setDaemon(true);
        watcher.start();
        addShutdownHook();
    }

    Instant limit() {
        return limit;
    }

    /** From now on this is what to cancel, instead of what was before. The other connection is only to terminate it. */
    synchronized void guard(Backend running, Supplier<Connection> other) {
        backend = running;
        otherConnection = other;
        notifyAll();
    }

    /** Nothing is cancelled any more until the next {@link #guard}: what runs now must not stop half-way. */
    synchronized void release() {
        backend = null;
    }

    /** Why the deployment was told to stop, or null. */
    synchronized @Nullable Outcome reason() {
        return reason;
    }

    /** To be called between two statements: a cancel that arrives there has nothing to cancel. */
    void check() {
        if (reason() != null) {
            throw failure(null);
        }
    }

    /** The exception that tells of the reason first, and then where the deployment was. */
    PgmiException failure(@Nullable Exception cause) {
        Outcome why = reason() == Outcome.INTERRUPTED ? Outcome.INTERRUPTED : Outcome.TIMEOUT;
        String message = why == Outcome.INTERRUPTED
                ? "the deployment was interrupted; its running statement was cancelled on the server"
                : "the deployment did not end within its timeout of " + text(timeout)
                        + "; its running statement was cancelled on the server. Raise the timeout parameter"
                        + " (-Dpgmi.timeout=10m) or find out what the statement waited for";
        return cause instanceof PgmiException known
                ? new PgmiException(why, message + ".\n" + known.getMessage(), known.databaseError(), known)
                : new PgmiException(why, message, cause);
    }

    /** Nothing is cancelled after this returns. */
    @Override
    public void close() {
        finished.countDown();
        synchronized (this) {
            backend = null;
            notifyAll();
        }
        watcher.interrupt();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // shutting down: the hook is what ended the deployment
        }
    }

    private void addShutdownHook() {
        try {
            Runtime.getRuntime().addShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            stop(Outcome.INTERRUPTED);
        }
    }

    private void onShutdown() {
        stop(Outcome.INTERRUPTED);
        try {
            finished.await(SHUTDOWN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void stop(Outcome why) {
        if (reason == null && finished.getCount() > 0) {
            reason = why;
            notifyAll();
        }
    }

    private void watch() {
        try {
            awaitReason();
            Instant patience = Instant.now().plus(CANCELLING);
            while (Instant.now().isBefore(patience)) {
                attempt(Backend::cancel);
                if (finishedWithin(BETWEEN_CANCELS)) {
                    return;
                }
            }
            attempt(this::terminate);
            if (!finishedWithin(BETWEEN_CANCELS.multipliedBy(4))) {
                attempt(Backend::abandon);
            }
        } catch (InterruptedException e) {
            // closed: nothing left to watch
        }
    }

    private synchronized void awaitReason() throws InterruptedException {
        while (reason == null) {
            long left = Duration.between(Instant.now(), limit).toMillis();
            if (left <= 0) {
                stop(Outcome.TIMEOUT);
            } else {
                wait(left);
            }
        }
        while (backend == null) {
            wait();
        }
    }

    private boolean finishedWithin(Duration time) throws InterruptedException {
        return finished.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void terminate(Backend running) throws SQLException {
        if (otherConnection != null) {
            try (Connection other = otherConnection.get()) {
                running.terminate(other);
            }
        }
    }

    private interface Step {
        void on(Backend backend) throws SQLException;
    }

    /** Under the lock, so that {@link #close} waits for a cancel that is on its way. */
    private synchronized void attempt(Step step) {
        if (backend == null) {
            return;
        }
        try {
            step.on(backend);
        } catch (SQLException | PgmiException e) {
            // the next, harder step follows
        }
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
