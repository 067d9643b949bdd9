// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.connect.tls.TlsFile;
import java.util.Objects;
import org.postgresql.util.ServerErrorMessage;

/**
 * What to do about SQLSTATE 28000, the server's refusal for anything but a password. The server's texts are translated;
 * the routine that raised the error and the name of a file are not.
 */
final class Refusal {
    private Refusal() {}

    /** Whether the server checked who we are and was not convinced, rather than having no rule for us or no such role. */
    static boolean isOfCredentials(ServerErrorMessage server) {
        return !"InitializeSessionUserId".equals(server.getRoutine())
                && !Objects.requireNonNullElse(server.getMessage(), "").contains("pg_hba.conf");
    }

    static String remedy(ServerErrorMessage server, Tls tls, TlsFiles files) {
        String mode =
                "sslMode is " + tls.mode().value().text() + ", " + tls.mode().whence();
        String routine = Objects.requireNonNullElse(server.getRoutine(), "");
        if (routine.equals("InitializeSessionUserId")) {
            return "Check the user name; CREATE ROLE … LOGIN makes one that may log in.";
        }
        TlsFile certificate = files.identityFile();
        if (routine.equals("auth_failed")) {
            return certificate == null
                    ? "The server's pg_hba.conf asks this user for another way to log in; the server's log has more."
                    : "Log in as the user that the client certificate " + certificate
                            + " is issued to (its common name), or map that name to this user in the server's pg_ident.conf.";
        }
        if (Objects.requireNonNullElse(server.getMessage(), "").contains("pg_hba.conf")) {
            String allow = "Allow this user, database and client address in the server's pg_hba.conf and reload it; ";
            return tls.mode().value().compareTo(SslMode.REQUIRE) < 0
                    ? allow + "if the server takes TLS connections only, set sslMode=require (" + mode + ")."
                    : allow + "hostnossl lines there are not for TLS (" + mode + ").";
        }
        return certificate == null
                ? "The server asks for a client certificate: give one with sslCert and sslKey, or $PGSSLCERT and $PGSSLKEY, "
                        + "issued by an authority of the server's ssl_ca_file, and with TLS (" + mode + ")."
                : "The client certificate " + certificate + " was not accepted, or not sent for want of TLS (" + mode
                        + "); it must be issued by an authority of the server's ssl_ca_file.";
    }
}
