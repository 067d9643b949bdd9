// SPDX-License-Identifier: Apache-2.0
package io.pgmi.check;

import io.pgmi.Outcome;
import io.pgmi.Problem;
import io.pgmi.connect.ConnectionConfig.Line;
import io.pgmi.connect.Endpoint;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment's connection would be, and what is at its other end.
 *
 * @param outcome SUCCESS, INVALID_CONFIGURATION, or why no connection was to be had
 * @param offline whether nothing was dialled on purpose
 * @param fields each setting with its origin; secrets as set or unset
 * @param hosts in the order in which they are tried; empty where host or port are wrong
 * @param extra parameters that go to the driver, by the driver's names, sorted
 * @param problems what the outcome is about; empty for SUCCESS
 * @param notices what users should know all the same
 * @param server null where no connection was opened
 */
public record ConnectionReport(
        Outcome outcome,
        boolean offline,
        List<Line> fields,
        List<Endpoint> hosts,
        Map<String, String> extra,
        List<Problem> problems,
        List<String> notices,
        @Nullable ServerFacts server) {
    public ConnectionReport {
        fields = List.copyOf(fields);
        hosts = List.copyOf(hosts);
        extra = Collections.unmodifiableMap(new TreeMap<>(extra));
        problems = List.copyOf(problems);
        notices = List.copyOf(notices);
    }
}
