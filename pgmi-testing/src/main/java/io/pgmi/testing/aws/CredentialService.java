// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pgmi.testing.Answers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What hands out credentials, on a free port of loopback for each {@link Trouble}: {@code /container} as ECS and EKS
 * do, {@code /latest/…} as an EC2 instance's metadata, {@code /} as STS and single sign-on. Every answer has a key of its own.
 */
final class CredentialService implements AutoCloseable {
    private static final int ERROR = 500;
    private static final String METADATA_TOKEN = "sentinel-aws-metadata-token";

    private final String authorization;
    private final Map<String, String> keys;
    private final AtomicInteger issued = new AtomicInteger();
    private final List<Trouble> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Trouble, HttpServer> servers = new EnumMap<>(Trouble.class);
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(8, 8, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), CredentialService::thread);

    /** @param keys where the secret of each key is put down, for who checks tokens */
    CredentialService(String authorization, Map<String, String> keys) throws IOException {
        this.authorization = authorization;
        this.keys = keys;
        // At once, so that no test takes them for threads that its provider has left behind.
        threads.prestartAllCoreThreads();
        for (Trouble trouble : Trouble.values()) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, trouble));
            server.start();
            servers.put(trouble, server);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "aws");
        thread.setDaemon(true);
        return thread;
    }

    String endpoint(Trouble trouble) {
        return "http://127.0.0.1:"
                + Objects.requireNonNull(servers.get(trouble)).getAddress().getPort();
    }

    int issued() {
        return issued.get();
    }

    int asked(Trouble trouble) {
        return (int) asked.stream().filter(trouble::equals).count();
    }

    private void answer(HttpExchange exchange, Trouble trouble) throws IOException {
        boolean first = !asked.contains(trouble);
        asked.add(trouble);
        switch (trouble) {
            case BUSY -> Answers.send(exchange, ERROR, "busy");
            case NONSENSE ->
                answerInPart(exchange, "{\"AccessKeyId\": \"ASIA0\", \"SecretAccessKey\": \"sentinel-cut-o");
            case EMPTY -> answerInPart(exchange, isSts(exchange) ? sts("") : "{}");
            case DENIED -> Answers.send(exchange, 403, error());
            case SILENT -> waitForTheEnd(exchange);
            case FLAKY -> {
                if (first) {
                    Answers.send(exchange, ERROR, "busy");
                } else {
                    answerWell(exchange, trouble);
                }
            }
            default -> answerWell(exchange, trouble);
        }
    }

    /** Up to the credentials, all is well. */
    private void answerInPart(HttpExchange exchange, String credentials) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/latest/") && !path.endsWith("/the-role")) {
            answerWell(exchange, Trouble.NONE);
        } else {
            Answers.send(exchange, 200, credentials);
        }
    }

    private static boolean isSts(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("POST");
    }

    private void answerWell(HttpExchange exchange, Trouble trouble) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        if (path.equals("/container") && authorization.equals(bearer)) {
            Answers.send(exchange, 200, json(key(trouble)));
        } else if (path.equals("/latest/api/token")) {
            exchange.getResponseHeaders().add("X-aws-ec2-metadata-token-ttl-seconds", "60");
            Answers.send(exchange, 200, METADATA_TOKEN);
        } else if (path.startsWith("/latest/")
                && !METADATA_TOKEN.equals(exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token"))) {
            Answers.send(exchange, 401, "version 2 only");
        } else if (path.equals("/latest/dynamic/instance-identity/document")) {
            Answers.send(exchange, 200, "{\"region\": \"eu-central-1\"}");
        } else if (path.endsWith("/iam/security-credentials/")
                || path.endsWith("/iam/security-credentials-extended/")) {
            Answers.send(exchange, 200, "the-role");
        } else if (path.endsWith("/the-role")) {
            Answers.send(exchange, 200, json(key(trouble)));
        } else if (path.equals("/federation/credentials")
                && authorization.equals(exchange.getRequestHeaders().getFirst("x-amz-sso_bearer_token"))) {
            Answers.send(exchange, 200, sso(key(trouble)));
        } else if (body.contains("Action=AssumeRoleWithWebIdentity") && body.contains(authorization)) {
            Answers.send(exchange, 200, sts(credentials(key(trouble))));
        } else if (body.contains("Action=AssumeRole&")) {
            Answers.send(exchange, 200, sts(credentials(key(trouble))).replace("WithWebIdentity", ""));
        } else {
            Answers.send(exchange, 403, error());
        }
    }

    /** A key that was just made. */
    private record Key(String id, String secret, String session, Instant expiry) {}

    private Key key(Trouble trouble) {
        int number = issued.incrementAndGet();
        Key key = new Key(
                "ASIA" + number,
                "sentinel-aws-secret-" + number,
                "sentinel-aws-session-" + number,
                Instant.now().plus(trouble == Trouble.BRIEF ? Duration.ofMinutes(3) : Duration.ofHours(1)));
        if (trouble != Trouble.UNKNOWN_KEY) {
            keys.put(key.id(), key.secret());
        }
        return key;
    }

    Map<String, String> session() {
        Key key = key(Trouble.NONE);
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                key.id(),
                "AWS_SECRET_ACCESS_KEY",
                key.secret(),
                "AWS_SESSION_TOKEN",
                key.session());
    }

    private static String json(Key key) {
        return ("{\"Code\": \"Success\", \"AccessKeyId\": \"%s\", \"SecretAccessKey\": \"%s\", \"Token\": \"%s\","
                        + " \"Expiration\": \"%s\"}")
                .formatted(key.id(), key.secret(), key.session(), key.expiry());
    }

    private static String sso(Key key) {
        return ("{\"roleCredentials\": {\"accessKeyId\": \"%s\", \"secretAccessKey\": \"%s\", \"sessionToken\": \"%s\","
                        + " \"expiration\": %d}}")
                .formatted(key.id(), key.secret(), key.session(), key.expiry().toEpochMilli());
    }

    private static String credentials(Key key) {
        return ("<Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>"
                        + "<SessionToken>%s</SessionToken><Expiration>%s</Expiration></Credentials>")
                .formatted(key.id(), key.secret(), key.session(), key.expiry());
    }

    private static String sts(String credentials) {
        return "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                + "<AssumeRoleWithWebIdentityResult>" + credentials
                + "</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>";
    }

    private static String error() {
        return "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
                + "<Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error>"
                + "<RequestId>1</RequestId></ErrorResponse>";
    }

    private void waitForTheEnd(HttpExchange exchange) {
        try (exchange) {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        servers.values().forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
