// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.google;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two calls of the Cloud SQL Admin API (v1beta4) that a connector makes. Its one instance is {@code shop:europe-west1:main};
 * other names make it fail, as their own parts say: projects {@code disabled} and {@code denied}, instances {@code broken},
 * {@code garbled}, {@code mute} and {@code impostor}.
 */
final class AdminApi {
    static final String INSTANCE = "main";
    static final String REGION = "europe-west1";

    private static final Pattern CALL = Pattern.compile(
            "/sql/v1beta4/projects/([^/]+)/instances/([^/:]+)(/connectSettings|:generateEphemeralCert)");

    private final Tokens tokens;
    private final InstanceDoor door;
    private final CountDownLatch muted = new CountDownLatch(1);
    private final AtomicInteger certificates = new AtomicInteger();

    AdminApi(Tokens tokens, InstanceDoor door) {
        this.tokens = tokens;
        this.door = door;
    }

    void awaitMute() throws InterruptedException {
        muted.await();
    }

    int certificates() {
        return certificates.get();
    }

    void serve(Exchange exchange) throws IOException {
        Matcher call = CALL.matcher(exchange.path());
        if (!call.matches()) {
            error(exchange, 404, "notFound", "Not Found");
            return;
        }
        String bearer = exchange.header("Authorization").replaceFirst("^Bearer ", "");
        if (tokens.account(bearer, Tokens.ADMIN).isEmpty()) {
            error(exchange, 401, "authError", "Invalid Credentials");
        } else if (call.group(1).equals("disabled")) {
            error(
                    exchange,
                    403,
                    "accessNotConfigured",
                    "Cloud SQL Admin API has not been used in project 123 before or it is disabled.");
        } else if (call.group(1).equals("denied")) {
            error(exchange, 403, "notAuthorized", "The client is not authorized to make this request.");
        } else {
            instance(exchange, call.group(2), call.group(3).startsWith("/"));
        }
    }

    private void instance(Exchange exchange, String instance, boolean settings) throws IOException {
        switch (instance) {
            case INSTANCE, "impostor" -> {
                if (settings) {
                    settings(exchange, instance);
                } else {
                    certificate(exchange);
                }
            }
            case "broken" -> error(exchange, 503, "backendError", "Internal error encountered.");
            case "garbled" -> exchange.answer(200, "<html>Please log in to the hotel's network</html>");
            case "mute" -> {
                muted.countDown();
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            default -> error(exchange, 404, "instanceDoesNotExist", "The Cloud SQL instance does not exist.");
        }
    }

    private void settings(Exchange exchange, String instance) throws IOException {
        // Another's authority: who answers on the instance's address is not who it should be.
        String authority =
                instance.equals(INSTANCE) ? door.authority() : door.clients().pem();
        exchange.answer(200, """
                {"kind": "sql#connectSettings", "region": "%s", "backendType": "SECOND_GEN",
                 "databaseVersion": "POSTGRES_18", "ipAddresses": [{"type": "PRIMARY", "ipAddress": "%s"}],
                 "serverCaCert": {"cert": %s}}""".formatted(REGION, door.address(), Exchange.json(authority)));
    }

    private void certificate(Exchange exchange) throws IOException {
        Optional<String> account = tokens.account(Exchange.jsonField(exchange.body(), "access_token"), Tokens.LOGIN);
        if (account.isEmpty()) {
            error(exchange, 400, "invalid", "The access token is not valid for logging in.");
            return;
        }
        String certificate =
                door.certificateFor(account.get(), publicKey(Exchange.jsonField(exchange.body(), "public_key")));
        certificates.incrementAndGet();
        exchange.answer(200, "{\"ephemeralCert\": {\"cert\": " + Exchange.json(certificate) + "}}");
    }

    /** Of type SubjectPublicKeyInfo, whatever its label says. */
    private static PublicKey publicKey(String pem) {
        try {
            String encoded = pem.replaceAll("-----[A-Z ]+-----", "");
            return KeyFactory.getInstance("RSA")
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getMimeDecoder().decode(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(pem, e);
        }
    }

    private static void error(Exchange exchange, int status, String reason, String message) throws IOException {
        exchange.answer(status, """
                {"error": {"code": %d, "message": %s, "errors": [{"message": %s, "domain": "global", "reason": "%s"}]}}""".formatted(status, Exchange.json(message), Exchange.json(message), reason));
    }
}
