// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

/** The server's binaries could not be unpacked, or the server could not be started. The message says what to do. */
public final class EmbeddedServerException extends RuntimeException {
    public EmbeddedServerException(String message) {
        super(message);
    }

    public EmbeddedServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
