// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.MavenExecutionRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionEndTest {
    private final List<String> seen = new ArrayList<>();
    private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();

    @Test
    void actionsRunOnceAtTheEndAndTheEarlierListenerStillHearsAll() {
        request.setExecutionListener(new Recorder());
        SessionEnd.run(() -> seen.add("first"), request);
        SessionEnd.run(() -> seen.add("second"), request);

        request.getExecutionListener().projectStarted(null);
        assertThat(seen).containsExactly("projectStarted");
        request.getExecutionListener().sessionEnded(null);
        assertThat(seen).containsExactly("projectStarted", "second", "first", "sessionEnded");
    }

    @Test
    void noEarlierListenerIsNeeded() {
        SessionEnd.run(() -> seen.add("action"), request);
        request.getExecutionListener().mojoFailed(null);
        request.getExecutionListener().sessionEnded(null);
        assertThat(seen).containsExactly("action");
    }

    @Test
    void failureOfTheEarlierListenerArrivesAsItIs() {
        request.setExecutionListener(new AbstractExecutionListener() {
            @Override
            public void mojoStarted(@Nullable ExecutionEvent event) {
                throw new IllegalStateException("its own");
            }
        });
        SessionEnd.run(() -> {}, request);
        assertThatThrownBy(() -> request.getExecutionListener().mojoStarted(null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("its own");
    }

    private final class Recorder extends AbstractExecutionListener {
        @Override
        public void projectStarted(@Nullable ExecutionEvent event) {
            seen.add("projectStarted");
        }

        @Override
        public void sessionEnded(@Nullable ExecutionEvent event) {
            seen.add("sessionEnded");
        }
    }
}
