// SPDX-License-Identifier: Apache-2.0
package io.pgmi.check;

import org.jspecify.annotations.Nullable;

/**
 * The server, as the session sees it.
 *
 * @param version such as {@code 18.6}
 * @param address host and port that were dialled
 * @param database the one that was connected to: the target, or the maintenance database where the target is missing
 * @param databaseExists whether the target is there; a deployment creates it otherwise
 * @param user whose rights the session has
 * @param authentication the method by PostgreSQL 16's system_user, such as {@code scram-sha-256}, {@code trust} where the
 *     server asked for nothing, {@code unknown} on older servers
 * @param tls null where the connection is not encrypted
 * @param lockHolder who deploys to the target right now; null where nobody does
 * @param timeZone the session's
 */
public record ServerFacts(
        String version,
        String address,
        String database,
        boolean databaseExists,
        String user,
        String authentication,
        @Nullable TlsFacts tls,
        @Nullable String lockHolder,
        Pooler pooler,
        String timeZone) {

    /**
     * The encryption.
     *
     * @param protocol such as {@code TLSv1.3}
     * @param cipher by OpenSSL's name
     * @param serverCertificate subject of the server's certificate (RFC 2253); null where it could not be had
     * @param clientCertificate subject of the client's certificate, as the server writes it; null where none was sent
     */
    public record TlsFacts(
            String protocol,
            String cipher,
            @Nullable String serverCertificate,
            @Nullable String clientCertificate) {}

    /** What stands between client and server. */
    public enum Pooler {
        NONE,
        /** A connection pooler that leaves one server session to one client. */
        SESSION,
        /** A connection pooler that gives each transaction another server session: nothing can be deployed through it. */
        TRANSACTION
    }
}
