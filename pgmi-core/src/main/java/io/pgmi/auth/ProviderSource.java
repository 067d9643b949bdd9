// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import io.pgmi.PgmiException;
import java.util.Optional;

/** Fetches providers that are not on the class path; how, is the host's matter. */
@FunctionalInterface
public interface ProviderSource {
    /** Has none. */
    ProviderSource NONE = id -> Optional.empty();

    /**
     * A class loader that sees the provider.
     *
     * @return empty where this source knows no such id. A loader that is {@link AutoCloseable} is closed after the run
     * @throws PgmiException INVALID_CONFIGURATION when the provider exists but cannot be had, with what to do
     */
    Optional<ClassLoader> fetch(String id);
}
