// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells the messages by which {@code _pgmi_test_step} in objects.sql says what a suite runs from everything else that the
 * server says. A message counts only with the SQLSTATE and the call stack of that function, so no other RAISE is taken for
 * one, and a step that did not start cannot complete.
 */
final class TestMessages implements Consumer<Notice> {
    private static final String SQLSTATE = "PGTST";
    private static final String FUNCTION = "._pgmi_test_step(";
    /** Event, kind, ordinal, microseconds since 1970, path. */
    private static final Pattern DETAIL =
            Pattern.compile("(started|completed) (fixture|test) (\\d{1,9}) (\\d{1,18}) (.*/[^/]*)", Pattern.DOTALL);

    private final ScriptListener listener;
    private @Nullable TestStep running;
    private long startedAt;

    TestMessages(ScriptListener listener) {
        this.listener = listener;
    }

    /** What started and is not complete. */
    @Nullable
    TestStep running() {
        return running;
    }

    @Override
    public void accept(Notice notice) {
        boolean ours = notice.sqlState().equals(SQLSTATE)
                && notice.where() != null
                && notice.where().contains(FUNCTION);
        Matcher detail = DETAIL.matcher(ours && notice.detail() != null ? notice.detail() : "");
        if (detail.matches()) {
            event(detail);
        } else {
            listener.notice(notice);
        }
    }

    private void event(Matcher detail) {
        String path = detail.group(5);
        TestStep step = new TestStep(
                TestStep.Kind.valueOf(detail.group(2).toUpperCase(Locale.ROOT)),
                path,
                path.substring(0, path.lastIndexOf('/') + 1),
                Integer.parseInt(detail.group(3)));
        long at = Long.parseLong(detail.group(4));
        if (detail.group(1).equals("started")) {
            running = step;
            startedAt = at;
            listener.testStarted(step);
        } else if (step.equals(running)) {
            running = null;
            // The server's clock may be set back meanwhile.
            listener.testCompleted(step, Duration.of(Math.max(0, at - startedAt), ChronoUnit.MICROS));
        }
    }
}
