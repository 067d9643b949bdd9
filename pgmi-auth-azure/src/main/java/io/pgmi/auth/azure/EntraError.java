// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error of Entra ID, by its number (Microsoft identity platform, "Microsoft Entra authentication and authorization error
 * codes").
 */
final class EntraError {
    private static final Pattern CODE = Pattern.compile("AADSTS(\\d+)");
    /** What follows is for Microsoft's support, and different each time. */
    private static final Pattern TRACE = Pattern.compile("\\s*Trace ID:.*", Pattern.DOTALL);

    private static final String TENANT =
            "Correct azureTenantId: 'az account show --query tenantId' shows it. A tenant of a national cloud needs $"
                    + AzureSettings.AUTHORITY_HOST + ".";
    private static final String SECRET =
            "Give the secret's value, not its id, as $AZURE_CLIENT_SECRET or <azureClientSecret> in settings.xml; 'az ad app"
                    + " credential reset --id <client id>' makes a new one.";
    private static final String FEDERATION =
            "Issuer, subject and audience of the token must be those of a federated credential of this application: 'az ad app"
                    + " federated-credential list --id <client id>' shows them.";

    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("90002", TENANT),
            Map.entry("900021", TENANT),
            Map.entry("900023", TENANT),
            Map.entry(
                    "700016",
                    "Correct azureClientId, which is the application's (client) id, or azureTenantId, where it is"
                            + " registered: 'az ad app list --display-name <name> --query [].appId' shows it."),
            Map.entry("7000215", SECRET),
            Map.entry("7000222", SECRET),
            Map.entry("70021", FEDERATION),
            Map.entry("700211", FEDERATION),
            Map.entry("700212", FEDERATION),
            Map.entry("700213", FEDERATION),
            Map.entry(
                    "700024", "The federated token is too old or not valid yet: write a new one, and check the clock."),
            Map.entry("7000112", "The application is disabled in that tenant: have its owner enable it."),
            Map.entry("53003", "A Conditional Access policy blocks it: ask the tenant's administrator."));

    private EntraError() {}

    static String withoutTrace(String description) {
        return TRACE.matcher(description).replaceFirst("").strip();
    }

    static String remedy(String description) {
        Matcher code = CODE.matcher(description);
        String general = "'https://login.microsoftonline.com/error?code=<the number>' explains it.";
        return code.find() ? REMEDIES.getOrDefault(code.group(1), general) : "";
    }
}
