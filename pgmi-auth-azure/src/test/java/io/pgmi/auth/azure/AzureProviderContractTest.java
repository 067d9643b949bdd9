// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.suite.AuthProviderContract;
import io.pgmi.testing.azure.Identity.Trouble;
import java.util.Map;
import java.util.Optional;

class AzureProviderContractTest extends AuthProviderContract {
    private Map<String, String> variables = Map.of();

    AzureProviderContractTest() {
        TestAzure.application("contract", Trouble.NONE);
    }

    @Override
    protected AuthProvider provider() {
        return new AzureProvider();
    }

    @Override
    protected AuthRequest request() {
        return TestAzure.request(TestAzure.principal("contract", TestAzure.CLIENT_SECRET), variables);
    }

    @Override
    protected Optional<Integer> issued() {
        return Optional.of(TestAzure.CLOUD.issued().size());
    }

    @Override
    protected Optional<AuthRequest> incompleteRequest() {
        return Optional.of(TestAzure.request(
                Map.of("azureClientId", "contract", "azureClientSecret", TestAzure.CLIENT_SECRET), Map.of()));
    }

    @Override
    protected Optional<AuthProvider> unreachable() {
        variables = Map.of("AZURE_AUTHORITY_HOST", "https://localhost:1/");
        return Optional.of(new AzureProvider());
    }
}
