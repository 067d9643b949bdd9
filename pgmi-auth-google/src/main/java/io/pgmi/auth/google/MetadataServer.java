// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import io.pgmi.Environment;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What machines of Google's (Compute Engine, GKE, Cloud Run, Cloud Build) ask for the token of the service account that is
 * attached to them.
 */
final class MetadataServer {
    private static final int TRIES = 3;
    private static final int CONNECT_MILLIS = 500;
    private static final int ANSWER_MILLIS = 1000;

    private final Environment environment;
    private final TokenRequests requests;

    MetadataServer(Environment environment, TokenRequests requests) {
        this.environment = environment;
        this.requests = requests;
    }

    /** Why this is no such machine, or null when it is one. */
    @Nullable
    String absence() {
        if (Boolean.parseBoolean(environment.get("NO_GCE_CHECK"))) {
            return "not asked, since $NO_GCE_CHECK is true";
        }
        String failure = "";
        for (int i = 0; i < TRIES; i++) {
            try {
                return answers() ? null : address() + " answers, but is none";
            } catch (SocketTimeoutException e) {
                failure = address() + " does not answer";
            } catch (IOException e) {
                return address() + " cannot be reached (" + e.getMessage() + ")";
            }
        }
        return failure;
    }

    private boolean answers() throws IOException {
        HttpURLConnection connection = requests.open(address());
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setRequestProperty("Metadata-Flavor", "Google");
        try {
            connection.getResponseCode();
            return "Google".equals(connection.getHeaderField("Metadata-Flavor"));
        } finally {
            connection.disconnect();
        }
    }

    GoogleCredentials credentials() {
        // The library looks at the process's environment for the address, and .env counts too.
        String library = ComputeEngineCredentials.getMetadataServerUrl();
        return ComputeEngineCredentials.newBuilder()
                .setHttpTransportFactory(requests.transports(
                        url -> url.startsWith(library) ? address() + url.substring(library.length()) : url))
                .build();
    }

    private String address() {
        String host = environment.get("GCE_METADATA_HOST");
        return host == null || host.isBlank() ? "http://metadata.google.internal" : "http://" + host.strip();
    }
}
