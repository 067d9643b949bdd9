// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The throw-away server that this build started. It is the target unless connection, host or port is given as a parameter.
 *
 * @param password null where the server asks for none
 * @param database the target where neither a parameter nor pgmi.yaml names one
 */
public record EmbeddedServer(
        String host, int port, String username, @Nullable Secret password, String database) {}
