// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import io.pgmi.Environment;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the Cloud SQL Admin API is, if not at Google's public address: gcloud's own variable for it, which networks with
 * private endpoints set (gcloud's property {@code api_endpoint_overrides/sql}).
 */
final class AdminEndpoint {
    private static final String VARIABLE = "CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL";
    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\]");

    private AdminEndpoint() {}

    static Optional<String> problem(Environment environment) {
        String text = environment.get(VARIABLE);
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        URI uri = parse(text.strip());
        if (uri == null || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
            return Optional.of("$" + VARIABLE + " '" + text
                    + "' is not an address such as https://sqladmin-shop.p.googleapis.com/.");
        }
        boolean encrypted = "https".equals(uri.getScheme());
        return encrypted
                        || ("http".equals(uri.getScheme())
                                && THIS_MACHINE.matcher(uri.getHost()).matches())
                ? Optional.empty()
                : Optional.of("$" + VARIABLE + " '" + text + "' would send a token in clear. Write https://…");
    }

    /** With a slash at its end; null for Google's own. */
    static @Nullable String of(Environment environment) {
        String text = environment.get(VARIABLE);
        if (text == null || text.isBlank()) {
            return null;
        }
        String url = text.strip();
        return url.endsWith("/") ? url : url + "/";
    }

    private static @Nullable URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
