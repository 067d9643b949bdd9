// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import io.pgmi.auth.suite.AuthProviderContract;
import java.util.Map;
import java.util.Optional;

class ExampleProviderTest extends AuthProviderContract {
    private final ExampleProvider provider = new ExampleProvider();

    private static AuthRequest request(Map<String, String> environment) {
        return new AuthRequest("db", 5432, "shop", "ann", Map.of(), environment::get);
    }

    @Override
    protected AuthProvider provider() {
        return provider;
    }

    @Override
    protected AuthRequest request() {
        return request(Map.of("EXAMPLE_KEY", "key"));
    }

    @Override
    protected Optional<Integer> issued() {
        return Optional.of(provider.issued());
    }

    @Override
    protected Optional<AuthRequest> incompleteRequest() {
        return Optional.of(request(Map.of()));
    }

    @Override
    protected Optional<AuthProvider> unreachable() {
        return Optional.of(new ExampleProvider(1));
    }
}
