// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpResponseException;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why the connector got no certificate from the Cloud SQL Admin API, with what Google's documentation says to do about it. */
final class AdminApiFailure {
    private static final Set<String> DISABLED = Set.of("accessNotConfigured", "SERVICE_DISABLED");

    private final InstanceName instance;
    private final String username;
    private final ApplicationCredentials identity;

    private AdminApiFailure(InstanceName instance, String username, ApplicationCredentials identity) {
        this.instance = instance;
        this.username = username;
        this.identity = identity;
    }

    /**
     * An exception to throw.
     *
     * @return when trying again may help: the API cannot be reached, is busy or failed itself
     * @throws PgmiException when it does not
     */
    static IOException of(
            RuntimeException failure, InstanceName instance, String username, ApplicationCredentials identity) {
        return new AdminApiFailure(instance, username, identity).classified(failure);
    }

    private IOException classified(RuntimeException failure) {
        HttpResponseException response = TokenFailure.cause(failure, HttpResponseException.class);
        if (response != null) {
            return answered(response, failure);
        }
        boolean unreachable = TokenFailure.cause(failure, SocketException.class) != null
                || TokenFailure.cause(failure, InterruptedIOException.class) != null
                || TokenFailure.cause(failure, UnknownHostException.class) != null
                || TokenFailure.cause(failure, SSLException.class) != null;
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (unreachable) {
            return new IOException(
                    "Admin API: no answer for " + instance + " ("
                            + root.getClass().getSimpleName() + ": "
                            + TokenFailure.oneLine(root)
                            + "). Allow outgoing HTTPS to sqladmin.googleapis.com; an HTTP proxy is"
                            + " named by -Dhttps.proxyHost and -Dhttps.proxyPort in $MAVEN_OPTS, a private endpoint by"
                            + " $CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL.",
                    failure);
        }
        String text = TokenFailure.oneLine(root);
        throw new PgmiException(Outcome.OTHER, "Admin API: " + text + ". " + remedy(text), failure);
    }

    private String remedy(String text) {
        if (text.contains("region")) {
            return "This shows the right name: gcloud sql instances describe " + instance.instance() + " --project="
                    + instance.project() + " --format='value(connectionName)'.";
        }
        return text.contains("IP address")
                ? "The instance needs a public or a private address; one with Private Service Connect only cannot be reached."
                : "What answered is not what the Cloud SQL Admin API answers: is something in between, or does"
                        + " $CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL name the wrong place?";
    }

    private IOException answered(HttpResponseException response, RuntimeException failure) {
        int status = response.getStatusCode();
        String said = "Admin API: " + status + " for " + instance + " as " + identity + ": " + said(response) + ". ";
        if (status >= 500 || status == 429 || status == 408) {
            return new IOException(said + "Google's status page: https://status.cloud.google.com.", failure);
        }
        throw new PgmiException(Outcome.OTHER, said + remedy(response), failure);
    }

    private String remedy(HttpResponseException response) {
        return switch (response.getStatusCode()) {
            case 401 ->
                "The token is not accepted. Log in again (gcloud auth application-default login), and check this machine's"
                        + " clock.";
            case 403 ->
                DISABLED.contains(reason(response))
                        ? "Enable it: gcloud services enable sqladmin.googleapis.com --project=" + instance.project()
                                + "."
                        : "Give the identity the role Cloud SQL Client, and Instance User to log in: gcloud projects"
                                + " add-iam-policy-binding " + instance.project() + " --member="
                                + IamUser.member(username)
                                + " --role=roles/cloudsql.client, likewise roles/cloudsql.instanceUser. It may also be that there"
                                + " is no instance of that name.";
            case 404 ->
                "There is no such instance in that project. See: gcloud sql instances list --project="
                        + instance.project() + " --format='value(connectionName)'.";
            default ->
                "Check the instance's name, and its state: gcloud sql instances describe " + instance.instance()
                        + " --project=" + instance.project() + ".";
        };
    }

    private static String reason(HttpResponseException response) {
        GoogleJsonError details = details(response);
        if (details == null
                || details.getErrors() == null
                || details.getErrors().isEmpty()) {
            return "";
        }
        return String.valueOf(details.getErrors().get(0).getReason());
    }

    /** Google's own sentence where there is one. */
    private static String said(HttpResponseException response) {
        GoogleJsonError details = details(response);
        String text = details == null || details.getMessage() == null
                ? String.valueOf(response.getStatusMessage())
                : details.getMessage();
        return text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("[.\\s]+$", "");
    }

    private static @Nullable GoogleJsonError details(HttpResponseException response) {
        return response instanceof GoogleJsonResponseException json ? json.getDetails() : null;
    }
}
