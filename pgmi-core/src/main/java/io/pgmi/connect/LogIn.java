// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.Problem;
import io.pgmi.Secret;
import io.pgmi.auth.AuthCredentials;
import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthProviders;
import io.pgmi.auth.AuthRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the chosen provider for what each physical connection logs in with. */
final class LogIn {
    /** AWS's tokens live 15 minutes, Azure's an hour or more: less than this is what a cache has left over. */
    private static final Duration SHORT = Duration.ofMinutes(5);

    private final AuthProviders providers;
    private final Clock clock;
    private final Consumer<String> warnings;
    // One for each configuration, so that a password file is read, and warned of, once.
    private final Map<Credentials, StandardProvider> standard = new HashMap<>();

    LogIn(AuthProviders providers, Clock clock, Consumer<String> warnings) {
        this.providers = providers;
        this.clock = clock;
        this.warnings = warnings;
    }

    AuthProvider provider(ConnectionConfig config) {
        Resolved<String> method = config.auth().method();
        return config.auth().isStandard() ? standard(config) : providers.provider(method.value(), method.origin());
    }

    private StandardProvider standard(ConnectionConfig config) {
        return standard.computeIfAbsent(
                config.credentials(), credentials -> new StandardProvider(credentials, warnings));
    }

    /** The password file that has the password for the target at the first address; null where it is not a file's. */
    @Nullable
    String passwordFileFor(ConnectionConfig config) {
        Resolved<Path> file = config.credentials().passwordFile();
        if (file == null || !config.auth().isStandard()) {
            return null;
        }
        Target target = config.target();
        AuthRequest request =
                request(config, target.endpoints().get(0), target.database().value());
        Secret found = standard(config).credentials(request, Duration.ZERO).secret();
        return found.reveal().isEmpty() ? null : file.value() + " (" + file.origin() + ")";
    }

    /** What is wrong with the provider or missing for it, found without dialling. */
    List<Problem> problems(ConnectionConfig config) {
        String origin = config.auth().method().origin();
        try {
            AuthProvider provider = provider(config);
            Set<String> problems = new LinkedHashSet<>();
            for (Endpoint endpoint : config.target().endpoints()) {
                problems.addAll(provider.problems(
                        request(config, endpoint, config.target().database().value())));
            }
            return problems.stream()
                    .map(message -> new Problem(Setting.AUTH.field(), origin, message))
                    .toList();
        } catch (PgmiException e) {
            if (e.outcome() != Outcome.INVALID_CONFIGURATION) {
                throw e;
            }
            return e.problems().stream()
                    .map(message -> new Problem(Setting.AUTH.field(), origin, message))
                    .toList();
        }
    }

    /**
     * Fresh credentials for one dial.
     *
     * @throws SQLTransientConnectionException when asking again may help
     */
    AuthCredentials credentials(ConnectionConfig config, Endpoint endpoint, String database, Instant limit)
            throws SQLTransientConnectionException {
        AuthProvider provider = provider(config);
        Instant now = clock.instant();
        try {
            AuthCredentials credentials =
                    provider.credentials(request(config, endpoint, database), Duration.between(now, limit));
            warnIfShort(provider, credentials);
            return credentials;
        } catch (IOException e) {
            throw new SQLTransientConnectionException(e.getMessage(), "08000", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PgmiException(
                    Outcome.INTERRUPTED, "Interrupted while auth provider '" + provider.id() + "' was asked.", e);
        }
    }

    /** What the provider advises when the server refuses its credentials; may be empty. */
    String remedy(ConnectionConfig config, Endpoint endpoint, String database) {
        return provider(config).remedy(request(config, endpoint, database));
    }

    private static AuthRequest request(ConnectionConfig config, Endpoint endpoint, String database) {
        return new AuthRequest(
                endpoint.host(),
                endpoint.port(),
                database,
                config.credentials().username().value(),
                config.auth().forProvider(config.tls().mode(), config.session().connectTimeout()),
                config.auth().environment());
    }

    private void warnIfShort(AuthProvider provider, AuthCredentials credentials) {
        if (credentials.expiry() == null) {
            return;
        }
        Duration left = Duration.between(clock.instant(), credentials.expiry());
        if (left.compareTo(SHORT) < 0) {
            warnings.accept("The token of auth provider '" + provider.id() + "' "
                    + (left.isNegative() || left.isZero()
                            ? "expired at"
                            : "is valid for " + left.toSeconds() + " s only, until")
                    + " " + credentials.expiry()
                    + ". The server may refuse it. Log in to the cloud anew, and check this machine's clock.");
        }
    }
}
