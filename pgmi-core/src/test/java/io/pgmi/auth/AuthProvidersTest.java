// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.Secret;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthProvidersTest {
    /** Named by the service files that the tests write. */
    public static class Fetched implements AuthProvider {
        private final ClassLoader loaderOfConstruction = Thread.currentThread().getContextClassLoader();
        boolean closed;

        @Override
        public String id() {
            return "fetched";
        }

        @Override
        public List<String> problems(AuthRequest request) {
            return List.of();
        }

        @Override
        public AuthCredentials credentials(AuthRequest request, Duration timeout) {
            return AuthCredentials.of(new Secret(String.valueOf(loaderOfConstruction)));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Has another's id. */
    public static final class Twin extends Fetched {
        @Override
        public String id() {
            return "example";
        }
    }

    /** Wants the place of the built-in one. */
    public static final class Usurper extends Fetched {
        @Override
        public String id() {
            return AuthProviders.STANDARD;
        }
    }

    /** Breaks the rule for ids. */
    public static final class Shouting extends Fetched {
        @Override
        public String id() {
            return "Loud_One";
        }
    }

    /** A jar that lacks one of its dependencies. */
    public static final class Incomplete extends Fetched {
        public Incomplete() {
            throw new NoClassDefFoundError("com/example/Missing");
        }
    }

    /** Cannot be closed. */
    public static final class Sticky extends Fetched {
        @Override
        public void close() {
            throw new IllegalStateException("stuck");
        }
    }

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    private URLClassLoader naming(String... classes) throws IOException {
        Path file = folder.resolve("META-INF/services/io.pgmi.auth.AuthProvider");
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(classes), StandardCharsets.UTF_8);
        return new URLClassLoader(new URL[] {url()}, getClass().getClassLoader());
    }

    private URL url() throws MalformedURLException {
        return folder.toUri().toURL();
    }

    private AuthProviders registry(ClassLoader loader) {
        return new AuthProviders(loader, ProviderSource.NONE, warnings::add);
    }

    private static PgmiException failure(AuthProviders registry, String id) {
        PgmiException failure = catchThrowableOfType(PgmiException.class, () -> registry.provider(id, "-Dpgmi.auth"));
        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        return failure;
    }

    @Test
    void aProviderOfTheClassPathIsFoundAndStaysTheSame() {
        try (AuthProviders registry = registry(getClass().getClassLoader())) {
            AuthProvider example = registry.provider("example", "x");
            assertThat(example.id()).isEqualTo("example");
            assertThat(registry.provider("example", "x")).isSameAs(example);
        }
    }

    @Test
    void onlyTheGivenLoaderCounts() {
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        assertThat(failure(registry(ClassLoader.getPlatformClassLoader()), "example"))
                .hasMessageContaining("is unknown");
    }

    @Test
    void anUnknownIdIsToldWithThoseThatExistAndHowToAddOne() {
        assertThat(failure(registry(getClass().getClassLoader()), "exmaple"))
                .hasMessageContainingAll(
                        "'exmaple' (-Dpgmi.auth) is unknown", "Found: example, standard", "<dependencies>");
    }

    @Test
    void whatIsMissingIsFetchedOnceAndClosedAtTheEnd() throws Exception {
        URLClassLoader fetched = naming(Fetched.class.getName());
        List<String> asked = new ArrayList<>();
        AuthProviders registry = new AuthProviders(
                getClass().getClassLoader(),
                id -> {
                    asked.add(id);
                    return Optional.of(fetched);
                },
                warnings::add);

        AuthProvider provider = registry.provider("fetched", "x");
        assertThat(provider.id()).isEqualTo("fetched");
        registry.provider("fetched", "x");
        registry.provider("example", "x");
        registry.close();

        assertThat(asked).containsExactly("fetched");
        assertThat(((Fetched) ((GuardedProvider) provider).provider()).closed).isTrue();
        // A closed loader finds nothing of its own any more.
        assertThat(fetched.findResource("META-INF/services/io.pgmi.auth.AuthProvider"))
                .isNull();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aSourceThatFailsIsQuotedWithTheIdAndItsOrigin() {
        AuthProviders registry = new AuthProviders(
                getClass().getClassLoader(),
                id -> {
                    throw new PgmiException(Outcome.INVALID_CONFIGURATION, "no network");
                },
                warnings::add);
        assertThat(failure(registry, "azure")).hasMessageContainingAll("'azure' (-Dpgmi.auth)", "no network");
    }

    @Test
    void whatIsFetchedMustHoldTheProvider() throws Exception {
        URLClassLoader fetched = naming(Fetched.class.getName());
        try (AuthProviders registry =
                new AuthProviders(getClass().getClassLoader(), id -> Optional.of(fetched), warnings::add)) {
            assertThat(failure(registry, "azure")).hasMessageContainingAll("'azure'", "example, fetched, standard");
        }
    }

    @Test
    void twoProvidersOfOneIdAreAnErrorThatNamesBothAndTheirPlaces() throws Exception {
        String classes =
                getClass().getProtectionDomain().getCodeSource().getLocation().toString();
        assertThat(failure(registry(naming(Twin.class.getName())), "example"))
                .hasMessageContainingAll(
                        "two auth providers have the id 'example'",
                        ExampleProvider.class.getName() + " in " + classes,
                        Twin.class.getName() + " in " + classes);
    }

    @Test
    void nobodyTakesThePlaceOfTheStandardProvider() throws Exception {
        assertThat(failure(registry(naming(Usurper.class.getName())), "example"))
                .hasMessageContainingAll(Usurper.class.getName(), "'standard'", "built in");
    }

    @Test
    void anIdThatNobodyCouldTypeIsRefused() throws Exception {
        assertThat(failure(registry(naming(Shouting.class.getName())), "example"))
                .hasMessageContainingAll(Shouting.class.getName(), "'Loud_One'", "lower-case");
    }

    @Test
    void aBrokenJarIsNamedWithItsClassAndServiceFile() throws Exception {
        assertThat(failure(registry(naming("com.example.Gone")), "example"))
                .hasMessageContainingAll("com.example.Gone", url() + "META-INF/services/");
        assertThat(failure(registry(naming(Incomplete.class.getName())), "example"))
                .hasMessageContainingAll(Incomplete.class.getName(), "com/example/Missing", url().toString());
    }

    @Test
    void aProviderThatCannotBeClosedIsAWarning() throws Exception {
        AuthProviders registry = registry(naming(Sticky.class.getName()));
        registry.provider("fetched", "x");
        registry.close();
        assertThat(warnings).singleElement().asString().contains(Sticky.class.getName(), "stuck");
    }
}
