// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.google;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Google's OAuth 2.0 token endpoint: takes the signed statement of a service account (RFC 7523), the refresh token that
 * gcloud has of a person, and the token of another issuer that a workload identity pool trusts (RFC 8693).
 */
final class TokenService {
    /** What the last two are in tests. */
    static final String REFRESH_TOKEN = "sentinel-refresh";

    static final String SUBJECT_TOKEN = "sentinel-subject";

    private static final String FEDERATED = "principal://repo:shop";
    private static final Pattern IMPERSONATION =
            Pattern.compile("/v1/projects/-/serviceAccounts/([^/:]+):generateAccessToken");

    private static final Duration LIFE = Duration.ofHours(1);
    private static final Pattern NUMBER = Pattern.compile("\"(iat|exp)\"\\s*:\\s*([0-9]+)");

    private static final Pattern SCOPE = Pattern.compile("https://www\\.googleapis\\.com/auth/[a-z.-]+");

    private final Tokens tokens;
    private final String person;
    private final Map<String, ServiceAccount> accounts = new ConcurrentHashMap<>();

    TokenService(Tokens tokens, String person) {
        this.tokens = tokens;
        this.person = person;
    }

    void add(ServiceAccount account) {
        accounts.put(account.email(), account);
    }

    void serve(Exchange exchange) throws IOException {
        serve(exchange, LIFE);
    }

    /** @param life what is really left of the token, whatever the answer says */
    void serve(Exchange exchange, Duration life) throws IOException {
        Map<String, String> form = Exchange.fields(exchange.body());
        switch (form.getOrDefault("grant_type", "")) {
            case "urn:ietf:params:oauth:grant-type:jwt-bearer" ->
                assertion(exchange, form.getOrDefault("assertion", ""), life);
            case "refresh_token" -> {
                if (form.getOrDefault("refresh_token", "").equals(REFRESH_TOKEN)) {
                    issue(exchange, person, Set.of(Tokens.EVERYTHING, Tokens.LOGIN), life);
                } else {
                    refuse(exchange, "invalid_grant", "Token has been expired or revoked.");
                }
            }
            case "urn:ietf:params:oauth:grant-type:token-exchange" -> {
                if (form.getOrDefault("subject_token", "").equals(SUBJECT_TOKEN)) {
                    // Good for nothing but becoming a service account.
                    issue(exchange, FEDERATED, Set.of(Tokens.EVERYTHING), life);
                } else {
                    refuse(exchange, "invalid_grant", "The subject token is not accepted.");
                }
            }
            default -> refuse(exchange, "unsupported_grant_type", "Invalid grant_type");
        }
    }

    /** What the IAM credentials API does for a federated identity. */
    void impersonate(Exchange exchange) throws IOException {
        Matcher call = IMPERSONATION.matcher(exchange.path());
        String bearer = exchange.header("Authorization").replaceFirst("^Bearer ", "");
        boolean known = tokens.account(bearer, Tokens.EVERYTHING)
                .filter(FEDERATED::equals)
                .isPresent();
        if (!call.matches() || !known) {
            exchange.answer(
                    403, "{\"error\": {\"code\": 403, \"message\": \"denied\", \"status\": \"PERMISSION_DENIED\"}}");
            return;
        }
        Set<String> scopes = new HashSet<>();
        Matcher scope = SCOPE.matcher(exchange.body());
        while (scope.find()) {
            scopes.add(scope.group());
        }
        exchange.answer(
                200,
                "{\"accessToken\": " + Exchange.json(tokens.issue(call.group(1), scopes, LIFE)) + ", \"expireTime\": \""
                        + Instant.now().plus(LIFE).truncatedTo(ChronoUnit.SECONDS) + "\"}");
    }

    private void assertion(Exchange exchange, String assertion, Duration life) throws IOException {
        String[] parts = assertion.split("\\.");
        if (parts.length != 3) {
            refuse(exchange, "invalid_grant", "Bad Request");
            return;
        }
        String claims = text(parts[1]);
        ServiceAccount account = accounts.get(Exchange.jsonField(claims, "iss"));
        if (account == null) {
            refuse(exchange, "invalid_grant", "Invalid grant: account not found");
        } else if (!isGood(account, parts)) {
            refuse(exchange, "invalid_grant", "Invalid JWT Signature.");
        } else if (!isTimely(claims)
                || !Exchange.jsonField(claims, "aud").equals("https://oauth2.googleapis.com/token")) {
            refuse(exchange, "invalid_grant", "Invalid JWT: Token must be a short-lived token");
        } else {
            issue(
                    exchange,
                    account.email(),
                    Set.of(Exchange.jsonField(claims, "scope").split(" ")),
                    life);
        }
    }

    private static boolean isGood(ServiceAccount account, String[] parts) {
        try {
            return Exchange.jsonField(text(parts[0]), "alg").equals("RS256")
                    && account.signed(parts[0], parts[1], parts[2]);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isTimely(String claims) {
        long now = Instant.now().getEpochSecond();
        long issued = 0;
        long end = 0;
        Matcher number = NUMBER.matcher(claims);
        while (number.find()) {
            if (number.group(1).equals("iat")) {
                issued = Long.parseLong(number.group(2));
            } else {
                end = Long.parseLong(number.group(2));
            }
        }
        return issued <= now + 60 && end > now && end - issued <= LIFE.toSeconds();
    }

    private void issue(Exchange exchange, String account, Set<String> scopes, Duration life) throws IOException {
        exchange.answer(200, """
                {"access_token": %s, "expires_in": %d, "token_type": "Bearer",
                 "issued_token_type": "urn:ietf:params:oauth:token-type:access_token"}""".formatted(Exchange.json(tokens.issue(account, scopes, life)), LIFE.toSeconds()));
    }

    private static void refuse(Exchange exchange, String error, String description) throws IOException {
        exchange.answer(
                400,
                "{\"error\": " + Exchange.json(error) + ", \"error_description\": " + Exchange.json(description) + "}");
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
