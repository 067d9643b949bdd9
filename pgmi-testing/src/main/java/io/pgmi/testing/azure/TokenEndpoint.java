// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.azure;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code POST /{tenant}/oauth2/v2.0/token}, the client credentials flow of the Microsoft identity platform, with a secret or
 * a federated token; errors as Entra ID words them.
 */
final class TokenEndpoint {
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Directory directory;
    private final String audience;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    TokenEndpoint(Directory directory, String audience) {
        this.directory = directory;
        this.audience = audience;
    }

    Reply answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", 3);
        if (!exchange.getRequestMethod().equals("POST") || path.length < 3 || !path[2].equals("oauth2/v2.0/token")) {
            return Reply.page(404);
        }
        String tenant = path[1];
        Map<String, String> form =
                Reply.fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String client = form.getOrDefault("client_id", "");
        if (!form.getOrDefault("grant_type", "").equals("client_credentials")) {
            return error(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
        }
        if (!directory.hasTenant(tenant)) {
            return error(
                    400,
                    "invalid_request",
                    90002,
                    "Tenant '" + tenant
                            + "' not found. Check to make sure you have the correct tenant ID and are signing"
                            + " into the correct cloud.");
        }
        Identity identity = directory
                .find(client)
                .filter(found -> found.tenant().equals(tenant))
                .orElse(null);
        if (identity == null) {
            return error(
                    400,
                    "unauthorized_client",
                    700016,
                    "Application with identifier '" + client + "' was not found in the directory '" + tenant + "'.");
        }
        String secret = identity.secret();
        if (form.containsKey("client_secret") && !form.get("client_secret").equals(secret)) {
            return error(
                    401,
                    "invalid_client",
                    7000215,
                    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret"
                            + " value, not the client secret ID, for a secret added to app '" + client + "'.");
        }
        boolean assertion = form.getOrDefault("client_assertion_type", "").equals(ASSERTION)
                && form.getOrDefault("client_assertion", "").equals(secret);
        if (!form.containsKey("client_secret") && !assertion) {
            return error(
                    401,
                    "invalid_client",
                    700213,
                    "No matching federated identity record found for presented assertion subject.");
        }
        // Clients add those of OpenID Connect, for which there is no use here.
        if (!List.of(form.getOrDefault("scope", "").split(" ")).contains(audience + "/.default")) {
            return error(
                    400,
                    "invalid_scope",
                    70011,
                    "The provided value for scope " + form.get("scope") + " is not valid.");
        }
        return switch (identity.trouble()) {
            case BUSY -> busy();
            case FLAKY -> asked.add(identity.clientId()) ? busy() : token(identity);
            case SILENT -> Reply.SILENCE;
            case BROKEN -> Reply.page(500);
            case GARBLED -> Reply.page(200);
            case EMPTY -> Reply.json(200, "{\"token_type\":\"Bearer\",\"expires_in\":3599}");
            default -> token(identity);
        };
    }

    private Reply token(Identity identity) {
        Directory.Issued issued = directory.issue(identity, audience);
        long left = Math.max(0, Duration.between(Instant.now(), issued.expiry()).toSeconds());
        return Reply.json(
                200,
                "{\"token_type\":\"Bearer\",\"expires_in\":" + left + ",\"ext_expires_in\":" + left
                        + ",\"access_token\":\"" + issued.token() + "\"}");
    }

    private static Reply busy() {
        return error(503, "temporarily_unavailable", 90033, "A transient error has occurred. Please try again.");
    }

    private static Reply error(int status, String error, int code, String text) {
        String trace = UUID.randomUUID().toString();
        return Reply.json(
                status,
                "{\"error\":\"" + error + "\",\"error_description\":\"AADSTS" + code + ": " + text + " Trace ID: "
                        + trace
                        + " Correlation ID: " + trace + " Timestamp: 2026-11-24 09:00:00Z\",\"error_codes\":[" + code
                        + "],\"timestamp\":\"2026-11-24 09:00:00Z\",\"trace_id\":\"" + trace
                        + "\",\"correlation_id\":\"" + trace + "\",\"error_uri\":\"https://login.example/error?code="
                        + code + "\"}");
    }
}
