// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The registry: finds providers by id, first on the class path, then where the {@link ProviderSource} gets them from. Looks
 * for them when the first is asked for, so who logs in with a password never meets a broken provider. Thread-safe.
 */
public final class AuthProviders implements AutoCloseable {
    /** The password that was configured; built in, so no provider can take its place. */
    public static final String STANDARD = "standard";

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

    private final ClassLoader loader;
    private final ProviderSource source;
    private final Consumer<String> warnings;
    private final List<ClassLoader> fetched = new ArrayList<>();
    private @Nullable Map<String, GuardedProvider> known;

    /**
     * @param loader whose service files name the providers
     * @param source asked for an id that is not among them
     * @param warnings takes one sentence each, such as a provider that could not be closed
     */
    public AuthProviders(ClassLoader loader, ProviderSource source, Consumer<String> warnings) {
        this.loader = loader;
        this.source = source;
        this.warnings = warnings;
    }

    /** Whether a provider can have this id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * The provider of that id, the same one each time.
     *
     * @param origin where the user chose it
     * @throws PgmiException INVALID_CONFIGURATION when there is none, or two, or it cannot be loaded
     */
    public synchronized AuthProvider provider(String id, String origin) {
        Map<String, GuardedProvider> providers = known;
        if (providers == null) {
            providers = new TreeMap<>();
            addAll(loader, providers);
            known = providers;
        }
        if (!providers.containsKey(id)) {
            fetch(id, origin, providers);
        }
        GuardedProvider provider = providers.get(id);
        if (provider == null) {
            throw unknown(id, origin, providers);
        }
        return provider;
    }

    private void fetch(String id, String origin, Map<String, GuardedProvider> providers) {
        Optional<ClassLoader> more;
        try {
            more = source.fetch(id);
        } catch (PgmiException e) {
            throw new PgmiException(
                    e.outcome(), "auth provider '" + id + "' (" + origin + ") cannot be had: " + e.getMessage(), e);
        }
        if (more.isPresent()) {
            fetched.add(more.get());
            addAll(more.get(), providers);
        }
    }

    private void addAll(ClassLoader from, Map<String, GuardedProvider> providers) {
        try {
            Iterator<AuthProvider> found =
                    ServiceLoader.load(AuthProvider.class, from).iterator();
            while (found.hasNext()) {
                add(found.next(), providers);
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PgmiException(
                    Outcome.INVALID_CONFIGURATION,
                    "an auth provider cannot be loaded: " + e.getMessage()
                            + (e.getCause() == null ? "" : " (" + e.getCause() + ")") + ". It is named in "
                            + serviceFiles(from)
                            + ". Use a version of it that was built for this version of pgmi, with all its dependencies,"
                            + " or remove it.",
                    e);
        }
    }

    private void add(AuthProvider provider, Map<String, GuardedProvider> providers) {
        String id = String.valueOf(provider.id()); // whoever wrote it may have ignored @NullMarked
        String name = provider.getClass().getName() + " in " + location(provider);
        if (!isId(id)) {
            throw invalid("auth provider " + name + " calls itself '" + id
                    + "'. An id consists of lower-case letters, digits and hyphens, a letter first.");
        }
        if (id.equals(STANDARD)) {
            throw invalid("auth provider " + name + " calls itself '" + STANDARD + "', which is built in ("
                    + location(this) + "). Give it another id, or remove it.");
        }
        GuardedProvider other = providers.get(id);
        if (other == null) {
            providers.put(id, new GuardedProvider(provider));
        } else if (!other.isOf(provider.getClass())) { // a fetched loader sees those of the class path again
            throw invalid("two auth providers have the id '" + id + "': " + other + " in " + location(other.provider())
                    + " and " + name + ". Remove one of them.");
        }
    }

    private static PgmiException unknown(String id, String origin, Map<String, GuardedProvider> providers) {
        TreeSet<String> ids = new TreeSet<>(providers.keySet());
        ids.add(STANDARD);
        return invalid("auth provider '" + id + "' (" + origin + ") is unknown. Found: " + String.join(", ", ids)
                + "; azure, aws and google are fetched when asked for. Correct the name, or add the jar that holds the"
                + " provider to the plugin:\n"
                + "  <plugin>\n"
                + "    <groupId>io.pgmi</groupId>\n"
                + "    <artifactId>pgmi-maven-plugin</artifactId>\n"
                + "    <dependencies>\n"
                + "      <dependency>\n"
                + "        <groupId>…</groupId>\n"
                + "        <artifactId>…</artifactId>\n"
                + "        <version>…</version>\n"
                + "      </dependency>\n"
                + "    </dependencies>\n"
                + "  </plugin>");
    }

    private static PgmiException invalid(String problem) {
        return PgmiException.invalidConfiguration(List.of(problem));
    }

    private static String location(Object object) {
        CodeSource source = object.getClass().getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? "an unknown place"
                : source.getLocation().toString();
    }

    private static String serviceFiles(ClassLoader from) {
        try {
            return String.join(
                    " or ",
                    Collections.list(from.getResources("META-INF/services/" + AuthProvider.class.getName())).stream()
                            .map(URL::toString)
                            .toList());
        } catch (IOException e) {
            return "a service file that cannot be read (" + e + ")";
        }
    }

    /** Closes the providers, then the class loaders that were fetched for them. */
    @Override
    public synchronized void close() {
        List<AutoCloseable> open = new ArrayList<>(known == null ? List.of() : known.values());
        for (ClassLoader one : fetched) {
            if (one instanceof AutoCloseable closeable) {
                open.add(closeable);
            }
        }
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (Exception | LinkageError e) {
                warnings.accept("auth provider " + one + " could not be closed: " + e);
            }
        }
        known = null;
        fetched.clear();
    }
}
