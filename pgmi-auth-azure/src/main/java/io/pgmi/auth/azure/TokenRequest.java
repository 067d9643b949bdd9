// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpPipelineBuilder;
import io.pgmi.Environment;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.Secret;
import io.pgmi.auth.AuthCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the SDK for one token. Threads, sockets and processes of the request end with it, whatever comes of it. */
final class TokenRequest {
    /** For all that one request may try: a command-line tool that hangs would otherwise have the whole run's time. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final AzureSettings settings;
    private final IdentitySource source;
    private final Duration limit;

    TokenRequest(AzureSettings settings, Duration timeout) {
        this.settings = settings;
        this.source = settings.source();
        this.limit = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    }

    AuthCredentials token() throws IOException, InterruptedException {
        PlatformVariables.prepare(settings.environment());
        ChildProcesses before = ChildProcesses.now();
        ExecutorService threads = threads(settings.environment());
        // A bit less for HTTP, whose failure says more than that the time is over.
        TokenHttpClient http = new TokenHttpClient(limit.multipliedBy(9).dividedBy(10));
        try {
            return token(threads, http);
        } finally {
            http.close();
            before.endLaterOnes();
            threads.shutdownNow();
            threads.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
            ManagedIdentityCache.clear();
        }
    }

    private AuthCredentials token(ExecutorService threads, TokenHttpClient http)
            throws IOException, InterruptedException {
        SdkParts sdk = new SdkParts(
                SdkConfiguration.of(settings),
                new HttpPipelineBuilder().httpClient(http).build(),
                threads,
                settings.authority());
        TokenRequestContext context =
                new TokenRequestContext().addScopes(settings.cloud().scope());
        Future<AccessToken> asked = threads.submit(() -> source.credential(sdk).getTokenSync(context));
        try {
            return checked(asked.get(limit.toMillis(), TimeUnit.MILLISECONDS), http);
        } catch (ExecutionException e) {
            throw TokenFailure.of(e.getCause() == null ? e : e.getCause(), source, http.last());
        } catch (TimeoutException e) {
            throw new PgmiException(
                    Outcome.CONNECTION_FAILED,
                    "token: none for " + source + " within " + limit.toSeconds()
                            + " s. If it is a command-line tool that hangs, try it by hand: az account get-access-token"
                            + " --resource-type oss-rdbms",
                    e);
        }
    }

    private AuthCredentials checked(AccessToken token, TokenHttpClient http) throws IOException {
        // The SDK lets answers without a token pass, whatever its annotations say.
        if (token == null || token.getToken() == null || token.getToken().isBlank()) {
            throw TokenFailure.of(new IOException("no token"), source, http.last());
        }
        return new AuthCredentials(
                new Secret(token.getToken()), token.getExpiresAt().toInstant(), Map.of());
    }

    /** Where the SDK works, with this run's variables. */
    private static ExecutorService threads(Environment environment) {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(() -> PlatformVariables.during(environment, task), "pgmi-auth-azure-sdk");
            thread.setDaemon(true);
            thread.setContextClassLoader(TokenRequest.class.getClassLoader());
            return thread;
        });
    }
}
