// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.session.TestStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeployListenerTest {
    private final List<String> heard = new ArrayList<>();

    private DeployListener named(String name) {
        return new DeployListener() {
            @Override
            public void warning(String message) {
                heard.add(name + " " + message);
            }

            @Override
            public void testsPlanned(List<String> tests) {
                heard.add(name + " " + tests.size());
            }

            @Override
            public void unitCompleted(int number, int count, Duration duration, long rows) {
                heard.add(name + " " + number + "/" + count);
            }

            @Override
            public void testStarted(TestStep step) {
                heard.add(name + " " + step.path());
            }
        };
    }

    @Test
    void severalListenersHearTheSameInTheirOrder() {
        DeployListener all = DeployListener.all(named("a"), named("b"));
        all.warning("w");
        all.testsPlanned(List.of("x", "y"));
        all.unitCompleted(1, 3, Duration.ZERO, 7);
        all.testStarted(new TestStep(TestStep.Kind.TEST, "./__test__/t.sql", "./__test__/", 1));
        assertThat(heard)
                .containsExactly(
                        "a w", "b w", "a 2", "b 2", "a 1/3", "b 1/3", "a ./__test__/t.sql", "b ./__test__/t.sql");
    }

    @Test
    void whatOneThrowsArrivesAsItIs() {
        PgmiException thrown = new PgmiException(Outcome.OTHER, "enough");
        DeployListener all = DeployListener.all(named("a"), new DeployListener() {
            @Override
            public void warning(String message) {
                throw thrown;
            }
        });
        assertThatThrownBy(() -> all.warning("w")).isSameAs(thrown);
        assertThat(heard).containsExactly("a w");
        assertThat(List.of(all)).contains(all).doesNotContain(DeployListener.all());
    }
}
