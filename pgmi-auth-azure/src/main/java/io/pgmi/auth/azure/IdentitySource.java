// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import io.pgmi.auth.AuthSetting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whose token is asked for, and with what part of the SDK. */
sealed interface IdentitySource {
    /**
     * Asks for that identity's tokens.
     *
     * @param sdk what all parts of the SDK have in common in this request
     */
    TokenCredential credential(SdkParts sdk);

    /** For messages, with where the settings were written. */
    @Override
    String toString();

    /** A secret of the application proves who asks. */
    record ServicePrincipal(AuthSetting tenant, AuthSetting client, AuthSetting secret) implements IdentitySource {
        @Override
        public TokenCredential credential(SdkParts sdk) {
            return new ClientSecretCredentialBuilder()
                    .configuration(sdk.configuration())
                    .pipeline(sdk.pipeline())
                    .executorService(sdk.executor())
                    .authorityHost(sdk.authority())
                    .disableInstanceDiscovery()
                    .tenantId(tenant.value().reveal())
                    .clientId(client.value().reveal())
                    .clientSecret(secret.value().reveal())
                    .build();
        }

        @Override
        public String toString() {
            return "application " + shown(client) + " of tenant " + shown(tenant) + ", secret from " + secret.origin();
        }
    }

    /** A token of another issuer proves it: Kubernetes' or a CI service's. */
    record WorkloadIdentity(AuthSetting tenant, AuthSetting client, String tokenFile) implements IdentitySource {
        @Override
        public TokenCredential credential(SdkParts sdk) {
            return new WorkloadIdentityCredentialBuilder()
                    .configuration(sdk.configuration())
                    .pipeline(sdk.pipeline())
                    .executorService(sdk.executor())
                    .authorityHost(sdk.authority())
                    .disableInstanceDiscovery()
                    .tenantId(tenant.value().reveal())
                    .clientId(client.value().reveal())
                    .tokenFilePath(tokenFile)
                    .build();
        }

        @Override
        public String toString() {
            return "application " + shown(client) + " of tenant " + shown(tenant) + ", federated token from $"
                    + AzureSettings.TOKEN_FILE + " " + tokenFile;
        }
    }

    /** The machine proves it; the client id says which of its user-assigned identities is meant. */
    record ManagedIdentity(AuthSetting client) implements IdentitySource {
        @Override
        public TokenCredential credential(SdkParts sdk) {
            return new ManagedIdentityCredentialBuilder()
                    .configuration(sdk.configuration())
                    .pipeline(sdk.pipeline())
                    .executorService(sdk.executor())
                    .clientId(client.value().reveal())
                    .build();
        }

        @Override
        public String toString() {
            return "managed identity " + shown(client);
        }
    }

    /** Whoever the SDK finds first. */
    record Any(@Nullable AuthSetting tenant, @Nullable AuthSetting client) implements IdentitySource {
        private static final Duration COMMAND = Duration.ofSeconds(10);

        @Override
        public TokenCredential credential(SdkParts sdk) {
            DefaultAzureCredentialBuilder builder = new DefaultAzureCredentialBuilder()
                    .configuration(sdk.configuration())
                    .pipeline(sdk.pipeline())
                    .executorService(sdk.executor())
                    .authorityHost(sdk.authority())
                    .disableInstanceDiscovery()
                    .credentialProcessTimeout(COMMAND);
            if (tenant != null) {
                builder.tenantId(tenant.value().reveal());
            }
            if (client != null) {
                builder.managedIdentityClientId(client.value().reveal());
            }
            return builder.build();
        }

        @Override
        public String toString() {
            return "the first identity that Azure's SDK finds"
                    + (client == null ? "" : ", client " + shown(client))
                    + (tenant == null ? "" : ", tenant " + shown(tenant));
        }
    }

    private static String shown(AuthSetting setting) {
        return setting.value().reveal() + " (" + setting.origin() + ")";
    }
}
