// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import io.pgmi.Environment;
import io.pgmi.Secret;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.AuthSetting;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a log-in's request says of Azure. */
record AzureSettings(
        Cloud cloud,
        @Nullable AuthSetting tenant,
        @Nullable AuthSetting client,
        @Nullable AuthSetting secret,
        Environment environment) {
    static final String AUTHORITY_HOST = "AZURE_AUTHORITY_HOST";
    static final String TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE";

    /** The SDK's own rule: what it puts into an address. */
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9.-]+");

    static AzureSettings of(AuthRequest request) {
        return new AzureSettings(
                Cloud.of(request.host()),
                request.setting("azureTenantId"),
                request.setting("azureClientId"),
                request.setting("azureClientSecret"),
                request.environment());
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (tenant != null && !TENANT.matcher(text(tenant)).matches()) {
            problems.add("azureTenantId '" + text(tenant) + "' (" + tenant.origin()
                    + ") is not a tenant: give its id or its domain, which consist of letters, digits, dots and hyphens."
                    + " 'az account show --query tenantId' shows it.");
        }
        if (secret != null && (tenant == null || client == null)) {
            String missing = tenant != null
                    ? "azureClientId (or $AZURE_CLIENT_ID)"
                    : client != null
                            ? "azureTenantId (or $AZURE_TENANT_ID)"
                            : "azureTenantId and azureClientId (or $AZURE_TENANT_ID and $AZURE_CLIENT_ID)";
            problems.add("there is a client secret for Azure (" + secret.origin() + "), which needs " + missing
                    + " to say whose it is. Give that, or take the secret away to log in as a managed identity or with"
                    + " 'az login'.");
        }
        String host = variable(AUTHORITY_HOST);
        if (host != null && !host.startsWith("https://")) {
            problems.add("$" + AUTHORITY_HOST + " '" + host + "' must begin with https://, as "
                    + Cloud.PUBLIC.authority() + " does: secrets are sent there.");
        }
        String file = variable(TOKEN_FILE);
        if (source() instanceof IdentitySource.WorkloadIdentity && !isReadable(String.valueOf(file))) {
            problems.add("$" + TOKEN_FILE + " '" + file
                    + "' is not a file that can be read. Write the federated token there, or unset the variable.");
        }
        return problems;
    }

    private static boolean isReadable(String file) {
        try {
            return Files.isReadable(Path.of(file)) && Files.isRegularFile(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whose token it is to be. */
    IdentitySource source() {
        String file = variable(TOKEN_FILE);
        if (secret != null && tenant != null && client != null) {
            return new IdentitySource.ServicePrincipal(tenant, client, secret);
        }
        if (file != null && tenant != null && client != null) {
            return new IdentitySource.WorkloadIdentity(tenant, client, file);
        }
        if (client != null && tenant == null) {
            return new IdentitySource.ManagedIdentity(client);
        }
        return new IdentitySource.Any(tenant, client);
    }

    /** Where Entra ID is. */
    String authority() {
        String host = variable(AUTHORITY_HOST);
        return host == null ? cloud.authority() : host;
    }

    /** A variable of the run's environment; null if empty. */
    @Nullable
    String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String text(AuthSetting setting) {
        Secret value = setting.value();
        return value.reveal();
    }
}
