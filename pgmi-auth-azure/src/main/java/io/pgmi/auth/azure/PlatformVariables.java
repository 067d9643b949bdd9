// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import io.pgmi.Environment;
import io.pgmi.PgmiException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The variables by which Azure tells its machines where the managed identity endpoint is. MSAL asks the process for them;
 * only where the run's environment says otherwise (a .env file does) is it told to ask us, through the door of its own
 * tests: it has no public one.
 */
final class PlatformVariables {
    private static final List<String> NAMES = List.of(
            "AZURE_POD_IDENTITY_AUTHORITY_HOST",
            "IDENTITY_ENDPOINT",
            "IDENTITY_HEADER",
            "IDENTITY_SERVER_THUMBPRINT",
            "IMDS_ENDPOINT",
            "MSI_ENDPOINT",
            "MSI_SECRET");

    private static final ThreadLocal<@Nullable Environment> CURRENT = new ThreadLocal<>();
    private static boolean installed;

    private PlatformVariables() {}

    /**
     * Before MSAL is used with that environment.
     *
     * @throws PgmiException INVALID_CONFIGURATION when this MSAL cannot be told
     */
    static synchronized void prepare(Environment environment) {
        List<String> differing = NAMES.stream()
                .filter(name -> !Objects.equals(environment.get(name), Environment.SYSTEM.get(name)))
                .toList();
        if (installed || differing.isEmpty()) {
            return;
        }
        try {
            Class<?> type = Class.forName("com.microsoft.aad.msal4j.IEnvironmentVariables");
            Object ours = Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        case "toString" -> PlatformVariables.class.getName();
                        default -> variable((String) arguments[0]);
                    });
            Method install = ManagedIdentityApplication.class.getDeclaredMethod("setEnvironmentVariables", type);
            install.setAccessible(true);
            install.invoke(null, ours);
            installed = true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw PgmiException.invalidConfiguration(List.of("$" + String.join(", $", differing)
                    + ": this version of Azure's SDK takes that from the process's environment only. Set it there, not in a"
                    + " .env file."));
        }
    }

    private static @Nullable String variable(String name) {
        return Objects.requireNonNullElse(CURRENT.get(), Environment.SYSTEM).get(name);
    }

    /** Does it on a thread whose variables are the run's. */
    static void during(Environment environment, Runnable task) {
        CURRENT.set(environment);
        try {
            task.run();
        } finally {
            CURRENT.remove();
        }
    }
}
