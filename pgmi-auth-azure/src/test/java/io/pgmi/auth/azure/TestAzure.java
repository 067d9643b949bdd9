// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import io.pgmi.Secret;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.AuthSetting;
import io.pgmi.testing.azure.AzureCloud;
import io.pgmi.testing.azure.Identity;
import io.pgmi.testing.azure.Identity.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An Azure that the tests of this JVM share, trusted by all of it, as users trust one of their own. */
final class TestAzure {
    static final String TENANT = "11111111-2222-3333-4444-555555555555";
    static final String CLIENT_SECRET = "sentinel~client.secret";
    static final AzureCloud CLOUD = start();

    /** Where nobody listens. */
    static final String NOWHERE = "http://localhost:1";

    private TestAzure() {}

    private static AzureCloud start() {
        try {
            AzureCloud cloud = new AzureCloud();
            Path store = cloud.trustStore(Files.createTempFile("azure", ".p12"));
            store.toFile().deleteOnExit();
            System.setProperty("javax.net.ssl.trustStore", store.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", AzureCloud.TRUST_STORE_PASSWORD);
            return cloud;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the secret of {@link #CLIENT_SECRET}. */
    static Identity application(String clientId, Trouble trouble) {
        return CLOUD.add(new Identity(TENANT, clientId, "object-of-" + clientId, CLIENT_SECRET, trouble));
    }

    static Identity managed(String clientId, Trouble trouble) {
        return CLOUD.add(new Identity(TENANT, clientId, "object-of-" + clientId, null, trouble));
    }

    /** What the user set, by parameter name, and the run's variables beside those that keep it on this machine. */
    static AuthRequest request(Map<String, String> settings, Map<String, String> variables) {
        return request("db1.example", settings, variables);
    }

    static AuthRequest request(String host, Map<String, String> settings, Map<String, String> variables) {
        Map<String, AuthSetting> all = new HashMap<>();
        all.put("sslMode", new AuthSetting(new Secret("require"), "default"));
        settings.forEach((name, value) -> all.put(name, new AuthSetting(new Secret(value), "-Dpgmi." + name)));
        Map<String, String> environment = new HashMap<>();
        environment.put("AZURE_AUTHORITY_HOST", CLOUD.authorityHost());
        environment.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", NOWHERE);
        environment.putAll(variables);
        return new AuthRequest(host, 5432, "shop", "shop-deployer", all, environment::get);
    }

    static Map<String, String> principal(String clientId, String secret) {
        return Map.of("azureTenantId", TENANT, "azureClientId", clientId, "azureClientSecret", secret);
    }
}
