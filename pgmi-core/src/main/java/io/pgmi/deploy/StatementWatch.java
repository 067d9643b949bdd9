// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.PgmiException;
import io.pgmi.SourcePosition;
import io.pgmi.session.Notice;
import io.pgmi.session.ScriptListener;
import io.pgmi.session.ServerActivity;
import io.pgmi.session.TestStep;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a sign of life at intervals while a statement runs, on a thread of its own. For the server's part of it a second
 * connection is opened each time and closed at once: one that stayed would hold up CREATE DATABASE … TEMPLATE and the like.
 */
final class StatementWatch implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int ANSWER_TIME = 5_000;

    private final Duration interval;
    private final Supplier<Connection> otherConnection;
    private final DeployListener listener;
    private final Thread thread = new Thread(this::watch, "pgmi-signs-of-life");
    private @Nullable Message running;
    private @Nullable TestStep test;
    private long since;

    /** What was sent to the server: where its statements are, and how many of them the server has reported as complete. */
    private record Message(IntFunction<SourcePosition> positions, int statements, IntSupplier completed, long sent) {
        RunningStatement now(@Nullable TestStep test, long since, @Nullable ServerActivity activity) {
            int first = completed.getAsInt();
            return new RunningStatement(
                    positions.apply(first),
                    first < statements - 1,
                    test,
                    Duration.ofNanos(System.nanoTime() - since),
                    activity);
        }
    }

    /** @param otherConnection opens a connection to the deployment's database; may fail, and may be called on any thread */
    StatementWatch(Duration interval, Supplier<Connection> otherConnection, DeployListener listener) {
        this.interval = interval;
        this.otherConnection = otherConnection;
        this.listener = listener;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A message is being sent.
     *
     * @param positions by index, from 0, where in the project a statement of it is
     * @param completed how many of them the server has reported as complete so far
     */
    synchronized void started(IntFunction<SourcePosition> positions, int statements, IntSupplier completed) {
        since = System.nanoTime();
        running = new Message(positions, statements, completed, since);
        notifyAll();
    }

    /** No sign is given any more until the next {@link #started}. */
    synchronized void completed() {
        running = null;
        test = null;
    }

    private synchronized void test(@Nullable TestStep step) {
        test = step;
        since = System.nanoTime();
    }

    /** Hears of tests on their way to the listener. */
    ScriptListener listening() {
        return new ScriptListener() {
            @Override
            public void notice(Notice notice) {
                listener.notice(notice);
            }

            @Override
            public void testStarted(TestStep step) {
                test(step);
                listener.testStarted(step);
            }

            @Override
            public void testCompleted(TestStep step, Duration duration) {
                test(null);
                listener.testCompleted(step, duration);
            }
        };
    }

    private void watch() {
        try {
            while (true) {
                Message message = awaitLong();
                sign(message, activity());
            }
        } catch (InterruptedException e) {
            // closed
        } catch (RuntimeException e) {
            // the listener's: no sign is worth a deployment
        }
    }

    /** Waits until a message has been running for one more interval. */
    private synchronized Message awaitLong() throws InterruptedException {
        Message waited = null;
        long due = 0;
        while (true) {
            Message now = running;
            if (now == null) {
                waited = null;
                wait();
            } else if (!now.equals(waited)) {
                waited = now;
                long elapsed = System.nanoTime() - now.sent();
                due = now.sent() + (elapsed / interval.toNanos() + 1) * interval.toNanos();
            } else if (due - System.nanoTime() <= 0) {
                return now;
            } else {
                wait(Math.max(1, Duration.ofNanos(due - System.nanoTime()).toMillis()));
            }
        }
    }

    /** Null for whatever keeps it from being known: that must not disturb the deployment. */
    private @Nullable ServerActivity activity() {
        try (Connection other = otherConnection.get()) {
            other.setNetworkTimeout(Runnable::run, ANSWER_TIME);
            return ServerActivity.of(other);
        } catch (SQLException | PgmiException e) {
            return null;
        }
    }

    /** Under the lock, so that no sign comes after the statement's end. */
    private synchronized void sign(Message message, @Nullable ServerActivity activity) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (message.equals(running)) {
            listener.statementRunning(message.now(test, since, activity));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(ANSWER_TIME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
