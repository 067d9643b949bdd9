// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses to dial in which order. We go through them ourselves, one dial each: the driver would go on to the next
 * host after a wrong password, shares one timeout among all, and remembers hosts across runs; libpq does none of that.
 */
final class DialPlan {
    private DialPlan() {}

    /**
     * One dial.
     *
     * @param serverType the driver's targetServerType for this dial; null for what the connection string says
     */
    record Step(Endpoint endpoint, @Nullable String serverType) {}

    static List<Step> of(ConnectionConfig config, DoubleSupplier random) {
        Map<String, String> parameters = config.session().driverParameters().value();
        List<Endpoint> endpoints = new ArrayList<>(config.target().endpoints());
        if (Boolean.parseBoolean(parameters.get("loadBalanceHosts"))) {
            for (int i = endpoints.size() - 1; i > 0; i--) {
                Collections.swap(endpoints, i, (int) (random.getAsDouble() * (i + 1)));
            }
        }
        // "Prefer" is two rounds: first those of the wanted kind, then whoever answers.
        List<@Nullable String> rounds =
                switch (parameters.getOrDefault("targetServerType", "any")) {
                    case "preferSecondary", "preferSlave" -> List.of("secondary", "any");
                    case "preferPrimary" -> List.of("primary", "any");
                    default -> Collections.singletonList(null);
                };
        List<Step> steps = new ArrayList<>();
        for (String round : rounds) {
            endpoints.forEach(endpoint -> steps.add(new Step(endpoint, round)));
        }
        return steps;
    }
}
