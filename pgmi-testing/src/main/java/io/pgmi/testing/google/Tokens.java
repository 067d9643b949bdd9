// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.google;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tokens that the stand-ins have issued. Each is only good for what it was asked for, and not for ever. */
final class Tokens {
    static final String LOGIN = "https://www.googleapis.com/auth/sqlservice.login";
    static final String ADMIN = "https://www.googleapis.com/auth/sqlservice.admin";
    static final String EVERYTHING = "https://www.googleapis.com/auth/cloud-platform";

    /** What tests look for where no token may be. */
    static final String MARK = "sentinel-ya29.";

    private record Grant(String account, Set<String> scopes, Instant end) {}

    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final List<String> issued = new CopyOnWriteArrayList<>();

    String issue(String account, Set<String> scopes, Duration life) {
        String token = MARK + UUID.randomUUID();
        grants.put(token, new Grant(account, scopes, Instant.now().plus(life)));
        issued.add(token);
        return token;
    }

    List<String> issued() {
        return List.copyOf(issued);
    }

    /** Whose token it is; empty where it is unknown, too old, or for something else. */
    Optional<String> account(String token, String scope) {
        Grant grant = grants.get(token);
        if (grant == null || grant.end().isBefore(Instant.now())) {
            return Optional.empty();
        }
        boolean covered = grant.scopes().contains(scope) || grant.scopes().contains(EVERYTHING);
        return covered ? Optional.of(grant.account()) : Optional.empty();
    }
}
