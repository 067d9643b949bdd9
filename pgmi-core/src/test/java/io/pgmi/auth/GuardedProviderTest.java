// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.Secret;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GuardedProviderTest {
    private static final AuthRequest REQUEST = new AuthRequest("db", 5432, "shop", "ann", Map.of(), name -> null);

    private interface Answer {
        AuthCredentials give() throws Exception;
    }

    /** Answers as it is told, from a class loader that is not the test's. */
    private record Told(Answer answer, ClassLoader classLoader) implements AuthProvider {
        @Override
        public String id() {
            return "told";
        }

        @Override
        public List<String> problems(AuthRequest request) {
            try {
                return List.of(answer.give().secret().reveal());
            } catch (Exception e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }

        @Override
        public String remedy(AuthRequest request) {
            return problems(request).get(0);
        }

        @Override
        public AuthCredentials credentials(AuthRequest request, Duration timeout)
                throws IOException, InterruptedException {
            try {
                return answer.give();
            } catch (IOException | InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    /** As SDKs have it: what to say is made up when somebody asks. */
    public static final class Lazy extends RuntimeException {
        public static final class Words {
            @Override
            public String toString() {
                return "what the service said";
            }
        }

        @Override
        public String getMessage() {
            return new Words().toString();
        }
    }

    private static GuardedProvider telling(Answer answer) {
        return new GuardedProvider(new Told(answer, GuardedProviderTest.class.getClassLoader()));
    }

    private static PgmiException failure(Answer answer) {
        return catchThrowableOfType(
                PgmiException.class, () -> telling(answer).credentials(REQUEST, Duration.ofSeconds(20)));
    }

    @Test
    void itsOwnClassLoaderIsTheThreads() throws Exception {
        try (URLClassLoader own = new URLClassLoader(new URL[0], null)) {
            Answer answer = () -> AuthCredentials.of(
                    new Secret(Thread.currentThread().getContextClassLoader() == own ? "own" : "other"));
            GuardedProvider provider = new GuardedProvider(new Told(answer, own));
            ClassLoader before = Thread.currentThread().getContextClassLoader();

            assertThat(provider.credentials(REQUEST, Duration.ofSeconds(20))
                            .secret()
                            .reveal())
                    .isEqualTo("own");
            assertThat(provider.problems(REQUEST)).containsExactly("own");
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        }
    }

    @Test
    void aTransientFailureStaysOneAndNamesProviderAndStep() {
        IOException failure = catchThrowableOfType(IOException.class, () -> telling(() -> {
                    throw new IOException("busy");
                })
                .credentials(REQUEST, Duration.ofSeconds(20)));
        assertThat(failure)
                .hasMessage("auth provider 'told' has no credentials for ann on db:5432, database 'shop': busy");
    }

    @Test
    void aFailureCanBePrintedWhenItsClassesAreGone() throws Exception {
        URL here =
                GuardedProviderTest.class.getProtectionDomain().getCodeSource().getLocation();
        IOException failure;
        try (URLClassLoader fetched = new URLClassLoader(new URL[] {here}, ClassLoader.getPlatformClassLoader())) {
            Throwable lazy = (Throwable)
                    fetched.loadClass(Lazy.class.getName()).getConstructor().newInstance();
            failure = catchThrowableOfType(IOException.class, () -> telling(() -> {
                        throw new IOException("busy", lazy);
                    })
                    .credentials(REQUEST, Duration.ofSeconds(20)));
        }
        assertThat(failure).hasMessageContaining("busy").hasStackTraceContaining("what the service said");
    }

    @Test
    void aLastingFailureKeepsItsOutcome() {
        assertThat(failure(() -> {
                            throw new PgmiException(Outcome.INVALID_CONFIGURATION, "which tenant?");
                        })
                        .outcome())
                .isEqualTo(Outcome.INVALID_CONFIGURATION);
        PgmiException other = failure(() -> {
            throw new PgmiException(Outcome.OTHER, "denied");
        });
        assertThat(other.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(other).hasMessageContainingAll("'told'", "denied");
    }

    @Test
    void aDefectIsCalledOne() {
        PgmiException failure = failure(() -> {
            throw new NoClassDefFoundError("com/sun/jna/Platform");
        });
        assertThat(failure.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        assertThat(failure)
                .hasMessageContainingAll("'told'", Told.class.getName(), "com/sun/jna/Platform", "dependencies");
        assertThat(catchThrowableOfType(PgmiException.class, () -> telling(() -> {
                            throw new IllegalStateException("oops");
                        })
                        .problems(REQUEST)))
                .hasMessageContainingAll("check its settings", "oops")
                .extracting(PgmiException::outcome)
                .isEqualTo(Outcome.INVALID_CONFIGURATION);
    }

    @Test
    void aRemedyThatFailsIsNone() {
        assertThat(telling(() -> AuthCredentials.of(new Secret("ask them"))).remedy(REQUEST))
                .isEqualTo("ask them");
        assertThat(telling(() -> {
                            throw new IllegalStateException("oops");
                        })
                        .remedy(REQUEST))
                .isEmpty();
    }

    @Test
    void aProviderThatHangsIsInterruptedAtTheTimeLimit() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        PgmiException failure = catchThrowableOfType(PgmiException.class, () -> telling(() -> {
                    try {
                        Thread.sleep(60_000);
                    } finally {
                        interrupted.countDown();
                    }
                    return AuthCredentials.of(new Secret(""));
                })
                .credentials(REQUEST, Duration.ofMillis(50)));

        assertThat(failure.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(failure).hasMessageContainingAll("'told'", "ann on db:5432", "-Dpgmi.timeout");
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
