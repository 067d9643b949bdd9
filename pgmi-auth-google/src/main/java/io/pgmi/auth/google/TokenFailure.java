// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.ExternalAccountCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a token service gave no token, and whether it may give one in a moment. */
final class TokenFailure {
    /** How the library words what it has no exception for. */
    private static final Pattern STATUS = Pattern.compile("[Ee]rror code ([0-9]{3})");

    private TokenFailure() {}

    /**
     * An exception to throw.
     *
     * @return for a service that cannot be reached, is busy or failed itself
     * @throws PgmiException when asking again does not help
     */
    static IOException of(Exception failure, ApplicationCredentials identity) {
        String message = "credentials: no token for " + identity + ": " + oneLine(failure) + ". ";
        if (isTransient(failure)) {
            return new IOException(message + "Its token service cannot be used right now.", failure);
        }
        throw new PgmiException(Outcome.OTHER, message + remedy(identity), failure);
    }

    private static boolean isTransient(Throwable failure) {
        int status = status(failure);
        if (status != 0) {
            return status >= 500 || status == 429 || status == 408;
        }
        return cause(failure, SocketException.class) != null
                || cause(failure, InterruptedIOException.class) != null // timeouts
                || cause(failure, UnknownHostException.class) != null
                || cause(failure, SSLException.class) != null;
    }

    private static int status(Throwable failure) {
        HttpResponseException response = cause(failure, HttpResponseException.class);
        if (response != null) {
            return response.getStatusCode();
        }
        Matcher matcher = STATUS.matcher(String.valueOf(failure.getMessage()));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static String remedy(ApplicationCredentials identity) {
        if (identity.credentials() instanceof UserCredentials) {
            return "Log in again: gcloud auth application-default login.";
        }
        if (identity.credentials() instanceof ServiceAccountCredentials) {
            return "Check that the key still exists and is enabled (gcloud iam service-accounts keys list"
                    + " --iam-account=" + identity.serviceAccount() + "), and this machine's clock.";
        }
        if (identity.credentials() instanceof ComputeEngineCredentials) {
            return "Attach a service account to this machine, with the access scope cloud-platform.";
        }
        return identity.credentials() instanceof ExternalAccountCredentials
                ? "Check the workload identity pool's provider: its issuer, its attribute condition, and that this identity may"
                        + " impersonate the service account (roles/iam.workloadIdentityUser)."
                : "Check what that file says, and where it sends its requests.";
    }

    static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    /** The message without line breaks, and without a full stop. */
    static String oneLine(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("[.\\s]+$", "");
    }
}
