// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import io.pgmi.auth.AuthSetting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The run's variables as the SDK wants them, in place of the process's; parameters win over variables. */
final class SdkConfiguration {
    /** What azure-identity 1.19 and azure-core look up, other than for diagnostics. */
    private static final List<String> VARIABLES = List.of(
            "AZURE_ADDITIONALLY_ALLOWED_TENANTS",
            "AZURE_CLIENT_CERTIFICATE_PASSWORD",
            "AZURE_CLIENT_CERTIFICATE_PATH",
            "AZURE_CLIENT_ID",
            "AZURE_CLIENT_SECRET",
            "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN",
            "AZURE_FEDERATED_TOKEN_FILE",
            "AZURE_IDENTITY_DISABLE_MULTITENANTAUTH",
            "AZURE_PASSWORD",
            "AZURE_POD_IDENTITY_AUTHORITY_HOST",
            "AZURE_TENANT_ID",
            "AZURE_TOKEN_CREDENTIALS",
            "AZURE_USERNAME");

    private SdkConfiguration() {}

    static Configuration of(AzureSettings settings) {
        Map<String, String> values = new HashMap<>();
        for (String name : VARIABLES) {
            String value = settings.variable(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        values.put(AzureSettings.AUTHORITY_HOST, settings.authority());
        put(values, "AZURE_TENANT_ID", settings.tenant());
        put(values, "AZURE_CLIENT_ID", settings.client());
        return new ConfigurationBuilder(path -> Map.of(), path -> Map.of(), path -> values).build();
    }

    private static void put(Map<String, String> values, String name, @Nullable AuthSetting setting) {
        if (setting != null) {
            values.put(name, setting.value().reveal());
        }
    }
}
