// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.suite.AuthProviderContract;
import io.pgmi.testing.azure.Identity.Trouble;
import java.util.Map;
import java.util.Optional;

/** The same, where the machine vouches for us: another part of the SDK, with a cache of its own. */
class ManagedIdentityContractTest extends AuthProviderContract {
    private Map<String, String> variables = Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", TestAzure.CLOUD.metadataHost());

    ManagedIdentityContractTest() {
        TestAzure.managed("contract-machine", Trouble.NONE);
    }

    @Override
    protected AuthProvider provider() {
        return new AzureProvider();
    }

    @Override
    protected AuthRequest request() {
        return TestAzure.request(Map.of("azureClientId", "contract-machine"), variables);
    }

    @Override
    protected Optional<Integer> issued() {
        return Optional.of(TestAzure.CLOUD.issued().size());
    }

    @Override
    protected Optional<AuthRequest> incompleteRequest() {
        return Optional.empty();
    }

    @Override
    protected Optional<AuthProvider> unreachable() {
        variables = Map.of();
        return Optional.of(new AzureProvider());
    }
}
