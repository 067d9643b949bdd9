// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pgmi.Secret;
import io.pgmi.auth.AuthCredentials;
import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthProviders;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.ProviderSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What {@link AuthProvider} promises, as tests: extend this class in the tests of a provider. Needs JUnit 5 and nothing
 * else. The identity service is a stand-in of the extending test's, never the real one.
 */
public abstract class AuthProviderContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** A new provider, whose identity service answers. */
    protected abstract AuthProvider provider();

    /** A request with all that the provider needs. Give each secret setting a value that occurs nowhere else. */
    protected abstract AuthRequest request();

    /** How many secrets the identity service has issued so far; empty for a provider that hands on a configured one. */
    protected abstract Optional<Integer> issued();

    /** A request that lacks what the provider needs; empty where it needs nothing. */
    protected abstract Optional<AuthRequest> incompleteRequest();

    /** A new provider whose identity service cannot be reached; empty where there is no such service. */
    protected abstract Optional<AuthProvider> unreachable();

    /** Whether the provider is named in {@code META-INF/services}; only the one that is built in is not. */
    protected boolean isService() {
        return true;
    }

    @Test
    void theIdIsWellFormedAndAlwaysTheSame() {
        try (AuthProvider provider = provider()) {
            assertTrue(AuthProviders.isId(provider.id()), provider.id());
            assertEquals(provider.id(), provider.id());
            assertEquals(isService(), !provider.id().equals(AuthProviders.STANDARD), "only one provider is built in");
        }
    }

    @Test
    void theRegistryFindsItByItsId() {
        if (!isService()) {
            return;
        }
        try (AuthProvider provider = provider();
                AuthProviders registry =
                        new AuthProviders(provider.getClass().getClassLoader(), ProviderSource.NONE, warning -> {})) {
            assertEquals(
                    provider.id(),
                    registry.provider(provider.id(), "the contract").id());
        }
    }

    @Test
    void nothingIsMissingWhereAllIsGiven() {
        try (AuthProvider provider = provider()) {
            assertEquals(List.of(), provider.problems(request()));
        }
    }

    @Test
    void whatIsMissingIsToldInSentencesWithoutAskingTheService() {
        Optional<AuthRequest> incomplete = incompleteRequest();
        if (incomplete.isEmpty()) {
            return;
        }
        try (AuthProvider provider = provider()) {
            Optional<Integer> before = issued();
            List<String> problems = provider.problems(incomplete.get());

            assertFalse(problems.isEmpty(), "a problem is told");
            problems.forEach(problem -> assertFalse(problem.isBlank(), "a problem says something"));
            problems.forEach(problem -> assertNoSecret(problem, secrets(incomplete.get())));
            assertEquals(before, issued(), "secrets issued while settings were checked");
        }
    }

    @Test
    void eachConnectionGetsASecretOfItsOwn() throws Exception {
        try (AuthProvider provider = provider()) {
            provider.credentials(request(), TIMEOUT);
            Optional<Integer> first = issued();
            provider.credentials(request(), TIMEOUT);

            assertEquals(first.map(count -> count + 1), issued(), "secrets issued for two connections");
        }
    }

    @Test
    void aSecretIsThereAndNotYetExpired() throws Exception {
        try (AuthProvider provider = provider()) {
            AuthCredentials credentials = provider.credentials(request(), TIMEOUT);

            assertFalse(
                    credentials.secret().reveal().isEmpty()
                            && credentials.driverProperties().isEmpty(),
                    "a secret, or properties that make one needless");
            assertTrue(
                    credentials.expiry() == null || credentials.expiry().isAfter(Instant.now()),
                    "expiry " + credentials.expiry());
        }
    }

    @Test
    void toStringShowsNoSecret() throws Exception {
        try (AuthProvider provider = provider()) {
            AuthCredentials credentials = provider.credentials(request(), TIMEOUT);
            Set<String> secrets = secrets(request());
            secrets.add(credentials.secret().reveal());

            assertNoSecret(provider.toString(), secrets);
            assertNoSecret(credentials.toString(), secrets);
        }
    }

    @Test
    void aServiceOutOfReachIsATransientFailureThatShowsNoSecret() {
        Optional<AuthProvider> unreachable = unreachable();
        if (unreachable.isEmpty()) {
            return;
        }
        try (AuthProvider provider = unreachable.get()) {
            IOException failure = assertThrows(IOException.class, () -> provider.credentials(request(), TIMEOUT));

            assertFalse(String.valueOf(failure.getMessage()).isBlank(), "the failure says something");
            for (Throwable at = failure; at != null; at = at.getCause()) {
                assertNoSecret(at.toString(), secrets(request()));
            }
        }
    }

    @Test
    void noThreadOutlivesIt() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (AuthProvider provider = provider()) {
            provider.credentials(request(), TIMEOUT);
        }
        Instant limit = Instant.now().plus(GRACE);
        Set<Thread> after = started(before);
        while (!after.isEmpty() && Instant.now().isBefore(limit)) {
            Thread.sleep(20);
            after.retainAll(started(before));
        }
        assertEquals(Set.of(), after, "threads that are still there after close()");
    }

    /** The JVM's own threads, which come and go as it likes, are in the top group. */
    private static Set<Thread> started(Set<Thread> before) {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeAll(before);
        threads.removeIf(thread -> thread.getThreadGroup() == null
                || thread.getThreadGroup().getParent() == null
                || thread.getThreadGroup().getName().equals("InnocuousThreadGroup"));
        return threads;
    }

    private static Set<String> secrets(AuthRequest request) {
        return request.settings().entrySet().stream()
                .filter(setting -> setting.getKey().endsWith("Secret"))
                .map(setting -> setting.getValue().value())
                .map(Secret::reveal)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static void assertNoSecret(String text, Set<String> secrets) {
        for (String secret : secrets) {
            assertFalse(!secret.isEmpty() && text.contains(secret), "a secret is shown");
        }
    }
}
