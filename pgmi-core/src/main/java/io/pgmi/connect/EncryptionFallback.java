// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The second try of the modes allow and prefer, as libpq has it. The driver itself goes from plain to TLS, and from TLS to
 * plain when the server says no; when the handshake fails it does not, so that is done here. A failure of the second try
 * is a suppressed exception of the first.
 */
final class EncryptionFallback {
    private static final String INVALID_AUTHORIZATION = "28000";

    private EncryptionFallback() {}

    interface Dial {
        Connection connect() throws SQLException;
    }

    /**
     * @param decisive how far we came at best: an answer about password or database counts before a refusal of the
     *     connection's kind
     * @param other what the other of the two tries came to; null where there was one only
     * @param swapped whether the second try is the decisive one
     */
    record Outcome(SQLException decisive, @Nullable SQLException other, boolean swapped) {}

    /** The connection without encryption, where {@code failure} is TLS' and the mode leaves the choice. */
    static Connection orElse(SQLException failure, SslMode mode, Dial unencrypted) throws SQLException {
        if (mode != SslMode.PREFER || !Faults.isTls(failure)) {
            throw failure;
        }
        try {
            return unencrypted.connect();
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    static Outcome outcome(SQLException failure) {
        SQLException second = second(failure);
        if (second == null) {
            return new Outcome(failure, null, false);
        }
        boolean firstIsRefusal =
                Faults.server(failure) == null || Faults.sqlState(failure).equals(INVALID_AUTHORIZATION);
        boolean secondIsAnswer =
                Faults.server(second) != null && !Faults.sqlState(second).equals(INVALID_AUTHORIZATION);
        boolean swapped = firstIsRefusal && secondIsAnswer;
        return swapped ? new Outcome(second, failure, true) : new Outcome(failure, second, false);
    }

    private static @Nullable SQLException second(SQLException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            for (Throwable suppressed : at.getSuppressed()) {
                if (suppressed instanceof SQLException second) {
                    return second;
                }
            }
        }
        return null;
    }
}
