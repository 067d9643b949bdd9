// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.suite.AuthProviderContract;
import java.util.Map;
import java.util.Optional;

/** The provider that is built in keeps the promises of all others. */
class StandardProviderTest extends AuthProviderContract {
    @Override
    protected AuthProvider provider() {
        Credentials credentials = Sources.withDatabase()
                .environment("PGPASSWORD", "sentinel-0f3a")
                .resolve()
                .credentials();
        return new StandardProvider(credentials, warning -> {});
    }

    @Override
    protected AuthRequest request() {
        return new AuthRequest("db", 5432, "shop", "ann", Map.of(), name -> null);
    }

    @Override
    protected Optional<Integer> issued() {
        return Optional.empty();
    }

    @Override
    protected Optional<AuthRequest> incompleteRequest() {
        return Optional.empty();
    }

    @Override
    protected Optional<AuthProvider> unreachable() {
        return Optional.empty();
    }

    @Override
    protected boolean isService() {
        return false;
    }
}
