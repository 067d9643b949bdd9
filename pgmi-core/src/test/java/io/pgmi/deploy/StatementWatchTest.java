// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.SourcePosition;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StatementWatchTest {
    private final List<RunningStatement> signs = new CopyOnWriteArrayList<>();
    private final CountDownLatch signed = new CountDownLatch(2);

    private StatementWatch watch(Duration interval, Supplier<Connection> other) {
        return new StatementWatch(interval, other, new DeployListener() {
            @Override
            public void statementRunning(RunningStatement statement) {
                signs.add(statement);
                signed.countDown();
            }
        });
    }

    private static void start(StatementWatch watch) {
        watch.started(index -> new SourcePosition("deploy.sql", index + 1, 1), 3, () -> 1);
    }

    private static Connection refused() {
        throw new PgmiException(Outcome.CONNECTION_FAILED, "no connection is left");
    }

    @Test
    void aStatementThatEndsWhileTheServerIsAskedGivesNoSign() throws InterruptedException {
        Semaphore asked = new Semaphore(0);
        Semaphore answer = new Semaphore(0);
        try (StatementWatch watch = watch(Duration.ofMillis(1), () -> {
            asked.release();
            answer.acquireUninterruptibly();
            return refused();
        })) {
            start(watch);
            asked.acquire();
            watch.completed();
            // The next statement: when the server is asked for it, the sign for the first would have been given.
            start(watch);
            answer.release();
            asked.acquire();
            watch.completed();
            answer.release();
        }
        assertThat(signs).isEmpty();
    }

    @Test
    void whereTheServerCannotBeAskedTheSignsGoOn() throws InterruptedException {
        try (StatementWatch watch = watch(Duration.ofMillis(1), StatementWatchTest::refused)) {
            start(watch);
            signed.await();
        }
        assertThat(signs.get(1).activity()).isNull();
        assertThat(signs.get(1).position()).isEqualTo(new SourcePosition("deploy.sql", 2, 1));
        assertThat(signs.get(1).orLater()).isTrue();
    }

    @Test
    void nothingIsDialledBeforeItsTime() {
        AtomicInteger dialled = new AtomicInteger();
        try (StatementWatch watch = watch(Duration.ofHours(1), () -> {
            dialled.incrementAndGet();
            return refused();
        })) {
            start(watch);
            watch.completed();
            start(watch);
        }
        assertThat(dialled).hasValue(0);
        assertThat(signs).isEmpty();
    }
}
