// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.SourcePosition;
import io.pgmi.session.TestStep;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final Screen screen = new Screen();
    private String text = "";

    /** A terminal that knows carriage return and line feed, and nothing else. */
    private static final class Screen extends OutputStream {
        final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
        int written;
        private int column;

        @Override
        public void write(int b) {
            written++;
            StringBuilder line = lines.get(lines.size() - 1);
            if (b == '\n') {
                lines.add(new StringBuilder());
                column = 0;
            } else if (b == '\r') {
                column = 0;
            } else {
                line.replace(column, Math.min(line.length(), column + 1), String.valueOf((char) b));
                column++;
            }
        }

        void print(String log) {
            for (byte b : (log + "\n").getBytes(StandardCharsets.US_ASCII)) {
                write(b);
            }
        }

        List<String> shown() {
            return lines.stream().map(line -> line.toString().stripTrailing()).toList();
        }
    }

    private ProgressLine line(int width) {
        return new ProgressLine(screen, () -> text, width);
    }

    @Test
    void theLogStaysWholeAndTheLineIsBeneathIt() {
        try (ProgressLine line = line(80)) {
            line.print(() -> screen.print("one"));
            text = "a long text of progress";
            line.draw();
            text = "short";
            line.draw();
            assertThat(screen.shown()).containsExactly("one", "short");
            line.print(() -> screen.print("2"));
            assertThat(screen.shown()).containsExactly("one", "2", "");
            line.draw();
            assertThat(screen.shown()).containsExactly("one", "2", "short");
        }
        assertThat(screen.shown()).containsExactly("one", "2", "");
    }

    @Test
    void itIsNeverWiderThanTheTerminal() {
        text = "0123456789";
        try (ProgressLine line = line(6)) {
            line.draw();
            assertThat(screen.shown()).containsExactly("01234");
        }
    }

    @Test
    void whatDoesNotChangeIsNotWrittenAgain() {
        try (ProgressLine line = line(80)) {
            line.draw();
            assertThat(screen.written).isZero();
            text = "same";
            line.draw();
            int written = screen.written;
            line.draw();
            assertThat(screen.written).isEqualTo(written);
        }
    }

    @Test
    void progressTellsFilesThenStatementsAndTests() {
        Instant[] now = {Instant.EPOCH.plusSeconds(100)};
        Progress progress = new Progress(new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        });
        assertThat(progress.text()).isEmpty();
        progress.loading(3, 12);
        assertThat(progress.text()).isEqualTo("Loading files: 3 of 12");
        progress.idle();
        assertThat(progress.text()).isEmpty();
        progress.running(new SourcePosition("/db/deploy.sql", 12, 1));
        now[0] = now[0].plus(Duration.ofSeconds(7));
        assertThat(progress.text()).isEqualTo("Running deploy.sql:12, 7 s");
        progress.testsPlanned(20);
        progress.testStarted(new TestStep(TestStep.Kind.FIXTURE, "./__test__/_setup.sql", "./__test__/", 1));
        progress.testCompleted(new TestStep(TestStep.Kind.FIXTURE, "./__test__/_setup.sql", "./__test__/", 1));
        TestStep test = new TestStep(TestStep.Kind.TEST, "./__test__/a.sql", "./__test__/", 2);
        progress.testStarted(test);
        now[0] = now[0].plus(Duration.ofSeconds(2));
        assertThat(progress.text()).isEqualTo("Running ./__test__/a.sql, 2 s, tests: 0 of 20 done");
        progress.testCompleted(test);
        assertThat(progress.text()).isEqualTo("Running deploy.sql:12, 0 s, tests: 1 of 20 done");
    }
}
