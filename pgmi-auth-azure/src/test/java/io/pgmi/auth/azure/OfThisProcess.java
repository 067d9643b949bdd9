// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import io.pgmi.Environment;
import io.pgmi.auth.AuthRequest;
import java.time.Duration;
import java.util.Map;

/** Asks for a token with the environment of its process, and prints whom it is for. */
final class OfThisProcess {
    private OfThisProcess() {}

    public static void main(String[] arguments) throws Exception {
        AuthRequest request = new AuthRequest("db1.example", 5432, "shop", "shop", Map.of(), Environment.SYSTEM);
        try (AzureProvider provider = new AzureProvider()) {
            System.out.println(TokenOwner.of(
                    provider.credentials(request, Duration.ofSeconds(20)).secret()));
        }
    }
}
