// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.PgmiException;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What kind of failure the driver met. Only SQLSTATEs, the server's fields and exception types are looked at: the driver's
 * texts are translated, so where there is nothing else they are compared with their translation.
 */
final class Faults {
    private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01", "55P03");
    private static final Set<String> LASTING_STATES = Set.of("57014", "57P04");
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "53", "57");

    private Faults() {}

    /** What the server said; null where the failure is the driver's or the network's. */
    static @Nullable ServerErrorMessage server(SQLException failure) {
        return failure instanceof PSQLException ours ? ours.getServerErrorMessage() : null;
    }

    static String sqlState(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }

    /** Trying again may help. */
    static boolean isTransient(SQLException failure) {
        if (server(failure) == null) {
            return isOfProvider(failure)
                    || isTimeout(failure)
                    || wrongServerType(failure)
                    || (cause(failure, SSLException.class) == null
                            && (cause(failure, SocketException.class) != null
                                    || cause(failure, EOFException.class) != null));
        }
        String state = sqlState(failure);
        return TRANSIENT_STATES.contains(state)
                || (state.length() == 5
                        && TRANSIENT_CLASSES.contains(state.substring(0, 2))
                        && !LASTING_STATES.contains(state));
    }

    /** The auth provider had no credentials this time; the driver was not asked, and has no such exception. */
    static boolean isOfProvider(SQLException failure) {
        return failure instanceof SQLTransientConnectionException;
    }

    /** The driver makes it while connecting; ours are always there, so it is a provider's. */
    static boolean noSocketFactory(SQLException failure) {
        return cause(failure, ReflectiveOperationException.class) != null
                && cause(failure, PgmiException.class) == null;
    }

    static boolean isTimeout(SQLException failure) {
        return cause(failure, SocketTimeoutException.class) != null || says(failure, "Connection attempt timed out.");
    }

    /** Handshake, trust, or the host's name in the certificate; for the last the driver has its state for lost connections. */
    static boolean isTls(SQLException failure) {
        return cause(failure, SSLException.class) != null
                || (server(failure) == null && sqlState(failure).equals("08006") && !isTransient(failure));
    }

    static boolean tlsNotOffered(SQLException failure) {
        return says(failure, "The server does not support SSL.");
    }

    /** The server answered, but is not of the kind that target_session_attrs asks for. The driver's state is all there is. */
    static boolean wrongServerType(SQLException failure) {
        return server(failure) == null
                && failure.getCause() == null
                && sqlState(failure).equals("08001");
    }

    /** Another address may do better: this one did not take part in any conversation about who we are (libpq's rule). */
    static boolean isOfThisAddress(SQLException failure) {
        return isTransient(failure) || cause(failure, UnknownHostException.class) != null;
    }

    private static boolean says(SQLException failure, String text) {
        return server(failure) == null && GT.tr(text).equals(failure.getMessage());
    }

    static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
