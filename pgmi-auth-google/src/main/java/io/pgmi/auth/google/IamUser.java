// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.util.Optional;

/** The database's names for Google's identities: a person's e-mail address, a service account's without its last part. */
final class IamUser {
    private static final String SERVICE_ACCOUNT = ".gserviceaccount.com";

    private IamUser() {}

    static Optional<String> problem(String username) {
        if (username.endsWith(SERVICE_ACCOUNT)) {
            return Optional.of(
                    "username '" + username + "' is a service account's e-mail address; Cloud SQL's role for it is"
                            + " called '" + roleOf(username) + "', without " + SERVICE_ACCOUNT + ".");
        }
        return username.indexOf('@') > 0
                ? Optional.empty()
                : Optional.of("username '" + username + "' is no IAM user of Cloud SQL. Write a service account as"
                        + " account@project.iam, or a person's whole e-mail address. A role with a password logs in with"
                        + " -Dpgmi.auth=standard.");
    }

    /** @throws PgmiException when we know whose credentials these are, and they are somebody else's */
    static void checkOwner(String username, ApplicationCredentials identity) {
        String account = identity.serviceAccount();
        if (account != null && !username.equals(roleOf(account))) {
            throw new PgmiException(
                    Outcome.INVALID_CONFIGURATION,
                    "the credentials are another's: " + identity + " logs in as '" + roleOf(account) + "', not as '"
                            + username
                            + "'. Change the user name, or take the key of the service account that it belongs to.");
        }
    }

    /** The role's name for an account's e-mail address. */
    static String roleOf(String account) {
        return account.endsWith(SERVICE_ACCOUNT)
                ? account.substring(0, account.length() - SERVICE_ACCOUNT.length())
                : account;
    }

    /** When the instance takes the certificate and not the role. */
    static String remedy(String username, InstanceName instance) {
        String at = " --instance=" + instance.instance() + " --project=" + instance.project();
        return "The role must be the credentials' own, and an IAM user of the instance: gcloud sql users create "
                + username
                + at + " --type=" + (isServiceAccount(username) ? "cloud_iam_service_account" : "cloud_iam_user")
                + ". The identity needs the role Cloud SQL Instance User (roles/cloudsql.instanceUser), the instance the flag"
                + " cloudsql.iam_authentication=on.";
    }

    private static boolean isServiceAccount(String username) {
        return username.endsWith(".iam");
    }

    /** As IAM's policies name it. */
    static String member(String username) {
        return isServiceAccount(username) ? "serviceAccount:" + username + SERVICE_ACCOUNT : "user:" + username;
    }
}
