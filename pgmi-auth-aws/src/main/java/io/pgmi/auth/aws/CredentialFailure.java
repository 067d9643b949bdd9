// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Why a source gave no credentials, in one sentence. */
record CredentialFailure(String source, String reason, boolean isTransient, Throwable cause) {
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;
    private static final Pattern DETAILS = Pattern.compile("\\s*\\((?:Service|SDK Attempt Count|Request ID)[^)]*\\)");

    static CredentialFailure of(String source, Throwable failure) {
        Throwable root = failure;
        boolean network = false;
        boolean busy = false;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            root = at;
            network |= at instanceof ApiCallTimeoutException || isOfNetwork(at);
            busy |= at instanceof SdkServiceException service
                    && (service.statusCode() >= SERVER_ERROR || service.statusCode() == TOO_MANY);
        }
        Throwable telling = failure instanceof SdkServiceException ? failure : root;
        return new CredentialFailure(source, reason(telling), network || busy, failure);
    }

    /** Files, and answers that the SDK could not read, make IOExceptions too. */
    private static boolean isOfNetwork(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof FileSystemException)
                && !failure.getClass().getName().startsWith("software.amazon.");
    }

    private static String reason(Throwable failure) {
        if (failure instanceof NullPointerException) {
            return "the answer has no credentials in it";
        }
        String text = failure.getMessage() == null ? "" : failure.getMessage();
        String reason = DETAILS.matcher(text).replaceAll("").strip();
        if (!reason.isEmpty() && !reason.equals("null")) {
            return reason;
        }
        // Whoever answered is none of AWS's services.
        return failure instanceof SdkServiceException service
                ? "answered " + service.statusCode()
                : failure.getClass().getSimpleName();
    }

    IOException toIOException() {
        return new IOException("credentials: " + source + " cannot be asked now: " + reason, cause);
    }

    PgmiException toPgmiException() {
        return new PgmiException(
                Outcome.CONNECTION_FAILED, "credentials: " + source + ": " + reason + ". " + remedy(), cause);
    }

    private String remedy() {
        if (source.startsWith("profile")) {
            return "Log in anew with 'aws sso login' or mend the profile; 'aws sts get-caller-identity' with the same"
                    + " profile must work.";
        }
        return source.contains("WEB_IDENTITY")
                ? "The role's trust policy must allow this identity provider, audience and subject, and the token must be"
                        + " of this job."
                : "'aws sts get-caller-identity' in the same environment must work.";
    }
}
