// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import com.azure.identity.CredentialUnavailableException;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says why there is no token: at which step, who said so, and what to do. */
final class TokenFailure {
    private static final String NOBODY_REMEDY =
            "For a service principal set $AZURE_TENANT_ID, $AZURE_CLIENT_ID and $AZURE_CLIENT_SECRET (or <azureClientSecret> of"
                    + " a <server> in settings.xml); on a machine of Azure assign it a managed identity; on your own, run 'az"
                    + " login'.";

    private TokenFailure() {}

    /**
     * Throws what it was.
     *
     * @param thrown by the SDK. Not handed on where its text may quote an answer
     * @param last the SDK's latest request
     * @return never
     * @throws IOException where trying again may help
     */
    static PgmiException of(Throwable thrown, IdentitySource source, @Nullable Exchange last) throws IOException {
        if (thrown instanceof CredentialUnavailableException && source instanceof IdentitySource.Any) {
            return lasting(
                    "credentials: none for " + source + ". It tried:\n  - "
                            + String.join("\n  - ", Tried.in(String.valueOf(thrown.getMessage()))) + "\n"
                            + NOBODY_REMEDY,
                    null);
        }
        if (last == null || ofCommand(thrown)) {
            return lasting("credentials: none for " + source + ": " + root(thrown) + ".", thrown);
        }
        if (last.failure() != null) {
            return network(source, last, last.failure());
        }
        if (last.isTransient()) {
            throw new IOException("token: " + answer(last) + " for " + source + ".");
        }
        if (last.status() < 400) {
            return lasting(
                    "token: " + answer(last) + " for " + source
                            + ", but without a token that Azure's SDK can read. Is it"
                            + " a proxy or a log-in page that answers there?",
                    null);
        }
        return lasting("token: " + answer(last) + " for " + source + ". " + remedy(source, last), null);
    }

    private static PgmiException network(IdentitySource source, Exchange last, IOException failure) throws IOException {
        if (failure instanceof SSLException) {
            return lasting(
                    "network: " + last.endpoint() + " was asked for a token of " + source
                            + ", and its certificate is not"
                            + " trusted or the encryption failed (" + failure.getMessage()
                            + "). Where a proxy or a cloud of"
                            + " your own has its own certificates, put the authority's into a trust store and name that with"
                            + " -Djavax.net.ssl.trustStore in $MAVEN_OPTS.",
                    failure);
        }
        String detail = failure instanceof UnknownHostException ? "the host name is unknown" : failure.getMessage();
        throw new IOException(
                "network: no answer from " + last.endpoint() + " to the request for a token of " + source + " ("
                        + detail
                        + ")."
                        + (last.ofEntra() ? "" : " Is this a machine of Azure, with that identity assigned to it?"),
                failure);
    }

    private static String answer(Exchange last) {
        return last.endpoint() + " answered " + last.status()
                + (last.error() == null ? "" : " (" + EntraError.withoutTrace(last.error()) + ")");
    }

    private static String remedy(IdentitySource source, Exchange last) {
        if (last.ofEntra()) {
            return EntraError.remedy(String.valueOf(last.error()));
        }
        return source instanceof IdentitySource.ManagedIdentity
                ? "Assign that identity to this machine ('az vm identity assign', or identity assign of the service it is), or"
                        + " correct azureClientId: it is the identity's client id, not its object id."
                : "Assign this machine an identity: 'az vm identity assign', or identity assign of the service it is.";
    }

    /** Whether a command-line tool is to blame, so that the latest request has nothing to do with it. */
    private static boolean ofCommand(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.contains("AzureCliCredential")
                || message.contains("AzurePowerShellCredential")
                || message.contains("AzureDeveloperCliCredential");
    }

    private static String root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    private static PgmiException lasting(String message, @Nullable Throwable cause) {
        return new PgmiException(Outcome.CONNECTION_FAILED, message.strip(), cause);
    }
}
