// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import io.pgmi.auth.AuthCredentials;
import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Logs in with a token of Microsoft Entra ID as the password (Azure Database for PostgreSQL, "Microsoft Entra
 * authentication"). Who the token is for: a service principal where there is a secret; a workload identity where there is
 * a federated token file; the managed identity that a client id alone names; else whom Azure's SDK finds by its
 * DefaultAzureCredential. Keeps nothing between two tokens, so there is nothing to close.
 */
public final class AzureProvider implements AuthProvider {
    private TokenOwner owner = TokenOwner.UNKNOWN;

    @Override
    public String id() {
        return "azure";
    }

    @Override
    public List<String> problems(AuthRequest request) {
        return AzureSettings.of(request).problems();
    }

    @Override
    public AuthCredentials credentials(AuthRequest request, Duration timeout) throws IOException, InterruptedException {
        QuietLoggers.configure();
        AuthCredentials credentials = new TokenRequest(AzureSettings.of(request), timeout).token();
        owner = TokenOwner.of(credentials.secret());
        return credentials;
    }

    @Override
    public String remedy(AuthRequest request) {
        return owner.remedy(request.username());
    }
}
