// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.List;

/**
 * Where to connect.
 *
 * @param endpoints addresses in the order to try them, at least one
 * @param host the host setting that they come from
 * @param port the port setting that they come from
 * @param database the database to deploy to
 * @param maintenanceDatabase the one to be connected to while the target is created or dropped
 */
public record Target(
        List<Endpoint> endpoints,
        Resolved<String> host,
        Resolved<String> port,
        Resolved<String> database,
        Resolved<String> maintenanceDatabase) {
    public Target {
        endpoints = List.copyOf(endpoints);
    }
}
