// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.azure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Who there is, and the tokens that were issued to them. */
final class Directory {
    private static final Duration LIFE = Duration.ofHours(1);

    private final TokenSigner signer = new TokenSigner();
    private final Map<String, Identity> identities = new ConcurrentHashMap<>();
    private final List<String> issued = new CopyOnWriteArrayList<>();
    private volatile @Nullable Identity ofMachine;

    TokenSigner signer() {
        return signer;
    }

    List<String> issued() {
        return List.copyOf(issued);
    }

    void add(Identity identity) {
        identities.put(identity.clientId(), identity);
    }

    void ofMachine(@Nullable Identity identity) {
        ofMachine = identity;
    }

    /** The machine's own identity; empty where it has none. */
    Optional<Identity> ofMachine() {
        return Optional.ofNullable(ofMachine);
    }

    Optional<Identity> find(String clientId) {
        return Optional.ofNullable(identities.get(clientId));
    }

    boolean hasTenant(String tenant) {
        return identities.values().stream()
                .anyMatch(identity -> identity.tenant().equals(tenant));
    }

    record Issued(String token, Instant expiry) {}

    Issued issue(Identity identity, String audience) {
        Instant now = Instant.now();
        Instant issuedAt = identity.trouble() == Identity.Trouble.STALE ? now.minus(Duration.ofDays(1)) : now;
        Instant expiry = issuedAt.plus(LIFE);
        String service = identity.trouble() == Identity.Trouble.FOREIGN ? "https://vault.azure.net" : audience;
        String token = signer.token(identity, service, issuedAt, expiry);
        issued.add(token);
        return new Issued(token, expiry);
    }
}
