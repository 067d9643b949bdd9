// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.azure;

import org.jspecify.annotations.Nullable;

/**
 * An application's service principal, or a managed identity.
 *
 * @param secret what it proves itself with at the token endpoint: the client secret, or the federated token's text; null
 *     for a managed identity, which needs none
 * @param trouble what comes of asking for its token
 */
public record Identity(
        String tenant,
        String clientId,
        String objectId,
        @Nullable String secret,
        Trouble trouble) {
    /** What may go wrong at an endpoint. */
    public enum Trouble {
        NONE,
        /** 503. */
        BUSY,
        /** 503 the first time. */
        FLAKY,
        /** 500, with a page for humans. */
        BROKEN,
        /** Takes the request and says nothing. */
        SILENT,
        /** 200, with a page for humans. */
        GARBLED,
        /** 200, JSON without a token. */
        EMPTY,
        /** A token that was valid yesterday. */
        STALE,
        /** A token for another service. */
        FOREIGN,
        /** A token that somebody else signed. */
        FORGED
    }

    public Identity with(Trouble other) {
        return new Identity(tenant, clientId, objectId, secret, other);
    }
}
