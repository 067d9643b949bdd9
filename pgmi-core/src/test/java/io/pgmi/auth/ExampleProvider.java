// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.Secret;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A provider as somebody else would write it. What its imaginary service does, the request's environment says. */
public final class ExampleProvider implements AuthProvider {
    private int faults;
    private int issued;

    /** What the registry calls. */
    public ExampleProvider() {
        this(0);
    }

    /** @param faults how often the service is busy before it answers, in addition to $EXAMPLE_FAULTS */
    ExampleProvider(int faults) {
        this.faults = -faults;
    }

    @Override
    public String id() {
        return "example";
    }

    @Override
    public List<String> problems(AuthRequest request) {
        return request.environment().get("EXAMPLE_KEY") == null
                ? List.of("auth 'example' needs $EXAMPLE_KEY. Set it to the key of the example service.")
                : List.of();
    }

    @Override
    public AuthCredentials credentials(AuthRequest request, Duration timeout) throws IOException {
        if (request.environment().get("EXAMPLE_DENIED") != null) {
            throw new PgmiException(Outcome.CONNECTION_FAILED, "the example service denies access");
        }
        if (faults < number(request, "EXAMPLE_FAULTS")) {
            faults++;
            throw new SocketTimeoutException("the example service is busy");
        }
        issued++;
        String expiry = request.environment().get("EXAMPLE_EXPIRY");
        return new AuthCredentials(
                new Secret("token-" + issued + "-for-" + request.database()),
                expiry == null ? null : Instant.parse(expiry),
                driverProperties(request));
    }

    /** $EXAMPLE_SOCKETS names a socket factory and the real address, for one that the user need not know. */
    private Map<String, String> driverProperties(AuthRequest request) {
        Map<String, String> properties = new HashMap<>(Map.of("options", "-c example.token=" + issued));
        String sockets = request.environment().get("EXAMPLE_SOCKETS");
        if (sockets != null) {
            String[] parts = sockets.split(" ", 3);
            properties.putAll(Map.of("socketFactory", parts[0], "example.host", parts[1], "example.port", parts[2]));
        }
        return properties;
    }

    @Override
    public String remedy(AuthRequest request) {
        String remedy = request.environment().get("EXAMPLE_REMEDY");
        return remedy == null ? "" : remedy + " on " + request.host();
    }

    private static int number(AuthRequest request, String variable) {
        String text = request.environment().get(variable);
        return text == null ? 0 : Integer.parseInt(text);
    }

    int issued() {
        return issued;
    }
}
