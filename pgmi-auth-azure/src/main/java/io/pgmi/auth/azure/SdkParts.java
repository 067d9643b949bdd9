// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import com.azure.core.http.HttpPipeline;
import com.azure.core.util.Configuration;
import java.util.concurrent.ExecutorService;

/**
 * What every credential of the SDK is built with.
 *
 * @param configuration the run's variables, and nothing of the process
 * @param pipeline how it talks HTTP. Without the SDK's retries, which would multiply with the connection's own
 * @param executor where it works
 * @param authority where Entra ID is
 */
record SdkParts(Configuration configuration, HttpPipeline pipeline, ExecutorService executor, String authority) {}
