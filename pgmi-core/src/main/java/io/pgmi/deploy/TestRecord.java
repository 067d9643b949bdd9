// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.report.TestResult;
import io.pgmi.report.TestResult.Status;
import io.pgmi.session.Notice;
import io.pgmi.session.TestStep;
import io.pgmi.session.TestStep.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what became of each test, and of what the server said meanwhile as much as memory should bear. */
final class TestRecord {
    /** Characters of messages for one test, and for all together. */
    private static final int OUTPUT_OF_ONE = 64 * 1024;

    private static final int OUTPUT_OF_ALL = 4 * 1024 * 1024;

    private final List<List<String>> planned = new ArrayList<>();
    private final List<TestResult> results = new ArrayList<>();
    private @Nullable TestStep running;
    private long startedAt;
    private StringBuilder output = new StringBuilder();
    private int kept;
    private int dropped;
    private int run;
    private int lastOrdinal = Integer.MAX_VALUE;

    void planned(List<String> tests) {
        planned.add(List.copyOf(tests));
    }

    void started(TestStep step) {
        if (step.ordinal() <= lastOrdinal) {
            run++;
        }
        lastOrdinal = step.ordinal();
        running = step;
        startedAt = System.nanoTime();
        output = new StringBuilder();
        dropped = 0;
    }

    void notice(Notice notice) {
        if (running == null) {
            return;
        }
        String text = notice.severity() + ": " + text(notice) + "\n";
        if (output.length() + text.length() > OUTPUT_OF_ONE || kept + text.length() > OUTPUT_OF_ALL) {
            dropped++;
        } else {
            output.append(text);
            kept += text.length();
        }
    }

    private static String text(Notice notice) {
        return notice.message()
                + (notice.detail() == null ? "" : "\nDETAIL: " + notice.detail())
                + (notice.hint() == null ? "" : "\nHINT: " + notice.hint());
    }

    void completed(Duration duration) {
        end(Status.PASSED, duration);
    }

    /** @param bySql whether it was the running step's SQL that failed, and not what carries it */
    void failed(boolean bySql) {
        if (running != null) {
            boolean failure = bySql && running.kind() == Kind.TEST;
            end(failure ? Status.FAILED : Status.ERROR, Duration.ofNanos(System.nanoTime() - startedAt));
        }
    }

    private void end(Status status, Duration duration) {
        if (running != null) {
            String more = dropped == 0 ? "" : "… " + dropped + " more, not kept to save memory\n";
            results.add(new TestResult(run, running.kind(), running.path(), status, duration, output + more));
            running = null;
        }
    }

    /** The steps that ran, and each planned test that did not as skipped, run by run. */
    List<TestResult> results() {
        List<TestResult> all = new ArrayList<>();
        int next = 0;
        for (int i = 1; i <= Math.max(planned.size(), run); i++) {
            int first = next;
            while (next < results.size() && results.get(next).run() == i) {
                next++;
            }
            List<TestResult> ran = results.subList(first, next);
            all.addAll(ran);
            if (i <= planned.size()) {
                int tests = (int) ran.stream()
                        .filter(result -> result.kind() == Kind.TEST)
                        .count();
                List<String> plan = planned.get(i - 1);
                for (String path : plan.subList(Math.min(tests, plan.size()), plan.size())) {
                    all.add(new TestResult(i, Kind.TEST, path, Status.SKIPPED, null, ""));
                }
            }
        }
        return all;
    }
}
