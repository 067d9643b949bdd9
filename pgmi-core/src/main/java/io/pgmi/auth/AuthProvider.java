// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import io.pgmi.PgmiException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Supplies the secret for each log-in. To write one: implement this interface in a public class with a public constructor
 * without parameters, name the class in {@code META-INF/services/io.pgmi.auth.AuthProvider}, and add the jar to the plugin
 * as a {@code <dependency>}; {@code -Dpgmi.auth=<id>} or {@code <auth>} chooses it. The test-jar of pgmi-core holds
 * {@code io.pgmi.auth.suite.AuthProviderContract}, the tests that every provider must pass.
 *
 * <p>One instance serves one run and is used by one thread at a time, though not always by the same one. The constructor
 * does nothing that takes time or may fail: instances are also made of providers that nobody chose. While a method runs,
 * the thread's context class loader is the provider's own. A provider writes no log, and never puts a secret into a
 * message, a {@code toString} or a file.
 */
public interface AuthProvider extends AutoCloseable {
    /** What a user chooses it by, always the same: lower-case letters, digits and hyphens, a letter first. */
    String id();

    /**
     * What is missing or wrong in the settings, one sentence or more each, with where it was written and what to do. Called
     * once for each host before anything is dialled; looks at settings and environment only, never at the network.
     *
     * @return empty when all is well
     */
    List<String> problems(AuthRequest request);

    /**
     * What one physical connection logs in with. Called again for each: a run opens up to four, to different databases, and
     * a token may be old by then. A provider may keep what it gets its tokens with, but asks for a fresh one each time.
     *
     * @param timeout what is left of the run's time. After that the thread is interrupted and the answer not waited for
     * @throws IOException when trying again in a moment may help: a service that cannot be reached, is busy or times out.
     *     It is then asked again together with the connection's own attempts
     * @throws PgmiException when it cannot: no identity is configured, access is denied. The message says what was tried.
     *     Every other exception counts as lasting too
     * @throws InterruptedException when the thread is interrupted
     */
    AuthCredentials credentials(AuthRequest request, Duration timeout) throws IOException, InterruptedException;

    /**
     * What to do when the server refuses these credentials: sentences that follow the server's own words in the error
     * message, such as the grant that the role needs. Called after such a refusal only; looks at the request alone.
     *
     * @return empty where there is nothing to add
     */
    default String remedy(AuthRequest request) {
        return "";
    }

    /** Where the driver looks for classes that the credentials' driver properties name. */
    default ClassLoader classLoader() {
        return getClass().getClassLoader();
    }

    /** Lets go of threads, sockets and files: nothing may outlive the run. Called once, after the last connection. */
    @Override
    default void close() {}
}
