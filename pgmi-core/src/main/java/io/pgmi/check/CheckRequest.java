// SPDX-License-Identifier: Apache-2.0
package io.pgmi.check;

import io.pgmi.connect.ConnectionSources;
import io.pgmi.connect.Value;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which connection to check.
 *
 * @param sourceDirectory whose pgmi.yaml and .env count; neither they nor the folder need exist
 * @param connection what is known of the connection apart from what the folder's own files say
 * @param timeout for everything together; null for pgmi.yaml's, else 3 minutes
 * @param offline whether to dial nothing
 */
public record CheckRequest(
        Path sourceDirectory,
        ConnectionSources connection,
        @Nullable Value timeout,
        boolean offline) {}
