// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.pgmi.Environment;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Application default credentials, found in the order that Google documents: the file that a variable names, the file that
 * {@code gcloud auth application-default login} wrote, the metadata server. Not through the library's own search, since that
 * looks at the process's environment only and remembers its answer for the next build.
 *
 * @param origin for messages
 * @param quotaProject whose quota the Admin API's calls count against; null for the default
 */
record ApplicationCredentials(
        GoogleCredentials credentials,
        String origin,
        @Nullable String quotaProject) {
    private static final String VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS";
    private static final List<String> ADMIN = List.of(
            "https://www.googleapis.com/auth/sqlservice.admin", "https://www.googleapis.com/auth/cloud-platform");

    /** What is wrong with the file that the variable names. */
    static Optional<String> problem(Environment environment) {
        String file = given(environment, VARIABLE);
        if (file == null || isFile(file)) {
            return Optional.empty();
        }
        return Optional.of(
                "$" + VARIABLE + " names '" + file + "', and there is no such file. Correct it, or unset the variable"
                        + " to use what gcloud auth application-default login left, or the machine's own service account.");
    }

    /** @throws PgmiException when there are none, with all places that were looked at; or when a file has none */
    static ApplicationCredentials find(Environment environment, TokenRequests requests) {
        String quotaProject = given(environment, "GOOGLE_CLOUD_QUOTA_PROJECT");
        String named = given(environment, VARIABLE);
        if (named != null) {
            return ofFile(named, "$" + VARIABLE, quotaProject, requests);
        }
        String wellKnown = wellKnown(environment);
        if (isFile(wellKnown)) {
            return ofFile(wellKnown, "gcloud", quotaProject, requests);
        }
        MetadataServer server = new MetadataServer(environment, requests);
        String absence = server.absence();
        if (absence != null) {
            throw new PgmiException(
                    Outcome.OTHER,
                    "credentials: no application default credentials. Looked at $" + VARIABLE + " (not set), "
                            + wellKnown
                            + " (no such file), the metadata server (" + absence
                            + "). On your own machine run: gcloud auth"
                            + " application-default login. In CI use workload identity federation, or set $" + VARIABLE
                            + " to a service account's key file. On Google's machines attach a service account.");
        }
        return new ApplicationCredentials(server.credentials(), "the metadata server's service account", quotaProject);
    }

    private static ApplicationCredentials ofFile(
            String file, String origin, @Nullable String quotaProject, TokenRequests requests) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            GoogleCredentials credentials = GoogleCredentials.fromStream(
                            in, requests.transports(UnaryOperator.identity()))
                    // The connection is tried again as a whole.
                    .createWithCustomRetryStrategy(false);
            return new ApplicationCredentials(
                    credentials,
                    "the credentials in " + file + " (from " + origin + ")",
                    quotaProject == null ? credentials.getQuotaProjectId() : quotaProject);
        } catch (IOException | RuntimeException e) {
            throw new PgmiException(
                    Outcome.INVALID_CONFIGURATION,
                    "credentials: " + file + " (from " + origin + ") cannot be used: " + TokenFailure.oneLine(e)
                            + ". It must be a service account's key, the file that gcloud auth application-default login"
                            + " writes, or the configuration of workload identity federation, as JSON.",
                    e);
        }
    }

    /**
     * One token for the Admin API, one for the database.
     *
     * @throws IOException when the token service does not answer now
     * @throws PgmiException when it refuses
     */
    IssuedTokens tokens() throws IOException {
        try {
            GoogleCredentials forAdmin =
                    credentials.createScopedRequired() ? credentials.createScoped(ADMIN) : credentials;
            AccessToken admin = forAdmin.refreshAccessToken();
            GoogleCredentials forLogin = credentials.createScoped(List.of(IssuedTokens.LOGIN));
            AccessToken login = forLogin.equals(forAdmin) ? admin : forLogin.refreshAccessToken();
            return new IssuedTokens(admin, login, quotaProject);
        } catch (IOException | RuntimeException e) {
            throw TokenFailure.of(e, this);
        }
    }

    /** Its e-mail address, where the credentials tell. */
    @Nullable
    String serviceAccount() {
        return credentials instanceof ServiceAccountCredentials account ? account.getClientEmail() : null;
    }

    private static String wellKnown(Environment environment) {
        String config = given(environment, "CLOUDSDK_CONFIG");
        String roaming = given(environment, "APPDATA");
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
        Path folder;
        if (config != null) {
            folder = Path.of(config);
        } else if (windows && roaming != null) {
            folder = Path.of(roaming, "gcloud");
        } else {
            folder = Path.of(System.getProperty("user.home", ""), ".config", "gcloud");
        }
        return folder.resolve("application_default_credentials.json").toString();
    }

    private static @Nullable String given(Environment environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Where they come from; nothing of what they are. */
    @Override
    public String toString() {
        String account = serviceAccount();
        return account == null ? origin : "service account " + account + ", " + origin;
    }
}
