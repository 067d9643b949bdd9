// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the session is opened.
 *
 * @param connectTimeout for one address; zero is no limit of its own, as for libpq
 * @param connectAttempts at least 1
 * @param timeZone {@code server} for what server, database and role say, else a zone for the session
 * @param driverParameters further parameters of the connection string by the driver's names, sorted
 */
public record SessionSettings(
        Resolved<String> applicationName,
        Resolved<Duration> connectTimeout,
        Resolved<Integer> connectAttempts,
        Resolved<String> timeZone,
        Resolved<Map<String, String>> driverParameters) {
    public SessionSettings {
        driverParameters = driverParameters.as(Collections.unmodifiableMap(new TreeMap<>(driverParameters.value())));
    }

    /** Without the driver parameters' values: {@code options} can carry anything. */
    @Override
    public String toString() {
        return "SessionSettings[applicationName=" + applicationName + ", connectTimeout=" + connectTimeout
                + ", connectAttempts=" + connectAttempts + ", timeZone=" + timeZone + ", driverParameters="
                + driverParameters.value().keySet() + "]";
    }
}
