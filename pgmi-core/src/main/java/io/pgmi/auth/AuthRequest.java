// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import io.pgmi.Environment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log-in that credentials are asked for.
 *
 * @param host as the user wrote it; with {@code google}, the instance's connection name
 * @param port 1 to 65535
 * @param database that is being dialled: the target, or the one it is created from
 * @param username the PostgreSQL role
 * @param settings what the user configured, by parameter name; what has no value is left out. Always there:
 *     {@code sslMode}, as libpq writes it; {@code connectTimeout}, for one connection, in milliseconds, 0 for no limit.
 *     Where given: {@code azureTenantId}, {@code azureClientId}, {@code azureClientSecret}, {@code awsRegion},
 *     {@code googleInstance}
 * @param environment the run's environment variables, those of a .env file included; not to be circumvented
 */
public record AuthRequest(
        String host,
        int port,
        String database,
        String username,
        Map<String, AuthSetting> settings,
        Environment environment) {
    public AuthRequest {
        settings = Map.copyOf(settings);
    }

    /** The setting of that name, or null. */
    public @Nullable AuthSetting setting(String name) {
        return settings.get(name);
    }
}
