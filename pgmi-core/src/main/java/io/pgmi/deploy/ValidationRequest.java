// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.connect.Value;
import io.pgmi.deploy.DeployRequest.ParameterSources;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to validate.
 *
 * @param sourceDirectory the folder with deploy.sql
 * @param timeout as in {@link DeployRequest.Options}
 * @param compat likewise
 */
public record ValidationRequest(
        Path sourceDirectory,
        ParameterSources parameters,
        @Nullable Value timeout,
        @Nullable Value compat) {}
