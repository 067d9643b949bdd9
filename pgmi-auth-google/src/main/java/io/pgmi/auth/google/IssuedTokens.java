// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are there already, as the connector wants to have them: it would ask for each up to five times, whatever the
 * answer. Never asks for another.
 */
final class IssuedTokens extends GoogleCredentials {
    /** Opens databases, and nothing else. */
    static final String LOGIN = "https://www.googleapis.com/auth/sqlservice.login";

    private static final long serialVersionUID = 1;

    private final AccessToken admin;
    private final AccessToken login;
    private final @Nullable String quotaProject;

    IssuedTokens(AccessToken admin, AccessToken login, @Nullable String quotaProject) {
        super(newBuilder().setAccessToken(admin).setQuotaProjectId(quotaProject));
        this.admin = admin;
        this.login = login;
        this.quotaProject = quotaProject;
    }

    /** After which the database takes the token no more; null where the service does not say. */
    @Nullable
    Instant expiry() {
        return login.getExpirationTime() == null
                ? null
                : login.getExpirationTime().toInstant();
    }

    @Override
    public GoogleCredentials createScoped(Collection<String> scopes) {
        return scopes.contains(LOGIN) ? new IssuedTokens(login, login, quotaProject) : this;
    }

    /** With each request of the connector's, which would keep its connection: here it asks the other side to close it. */
    @Override
    public Map<String, List<String>> getRequestMetadata(URI uri) throws IOException {
        Map<String, List<String>> headers = new HashMap<>(super.getRequestMetadata(uri));
        headers.put("Connection", List.of("close"));
        return headers;
    }

    @Override
    public AccessToken refreshAccessToken() {
        return admin;
    }
}
