// SPDX-License-Identifier: Apache-2.0
package io.pgmi;

/** How a run ended. The codes are those of the session API, so a CI script can tell the cases apart. */
public enum Outcome {
    SUCCESS(0),
    OTHER(1),
    /** Parameters, project files or connection settings are wrong; nothing was touched. */
    INVALID_CONFIGURATION(10),
    CONNECTION_FAILED(11),
    OVERWRITE_NOT_APPROVED(12),
    /** deploy.sql, a file that it ran, or a test failed on the server. */
    SQL_FAILED(13),
    SCRIPT_NOT_FOUND(14),
    CONCURRENT_DEPLOYMENT(15),
    /** The deployment's own time limit, not a limit of the server's. */
    TIMEOUT(16),
    INTERRUPTED(130);

    private final int code;

    Outcome(int code) {
        this.code = code;
    }

    /** The code as the session API numbers it, 0 to 130. */
    public int code() {
        return code;
    }
}
