// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pgmi.testing.FrontDoor;
import io.pgmi.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * An account with one RDS instance, and on a free port of loopback what hands out credentials: {@code /container} as ECS and
 * EKS do, {@code /latest/…} as an EC2 instance's metadata, {@code /} as STS. Every answer has a key of its own.
 */
public final class AwsCloud implements AutoCloseable {
    /** In IAM, for whom the keys are known beforehand. */
    public static final String ACCESS_KEY = "AKIDEXAMPLE";

    public static final String SECRET_KEY = "sentinel-aws-secret-key";

    /** What the container's service and STS want to see. */
    public static final String AUTHORIZATION = "sentinel-aws-authorization";

    private final Map<String, String> keys = new ConcurrentHashMap<>(Map.of(ACCESS_KEY, SECRET_KEY));
    private final AtomicInteger issued = new AtomicInteger();
    private final TestAuthority authority = new TestAuthority("rds");
    private final HttpServer server;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(4, 4, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), AwsCloud::thread);
    private volatile Trouble trouble = Trouble.NONE;

    /** What comes of asking for credentials. */
    public enum Trouble {
        NONE,
        BUSY,
        NONSENSE,
        DENIED,
        /** Credentials that nobody knows. */
        UNKNOWN_KEY
    }

    public AwsCloud() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // At once, so that no test takes them for threads that its provider has left behind.
        threads.prestartAllCoreThreads();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "aws");
        thread.setDaemon(true);
        return thread;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many credentials were handed out. */
    public int issued() {
        return issued.get();
    }

    public void trouble(Trouble next) {
        trouble = next;
    }

    public TestAuthority authority() {
        return authority;
    }

    /**
     * An instance in that region, before a real server.
     *
     * @param name the instance's host name, which a client has to sign
     */
    public FrontDoor instance(String name, String region, String host, int port) throws IOException {
        FrontDoor[] door = new FrontDoor[1];
        door[0] = new FrontDoor(
                authority
                        .server(name, new GeneralName(GeneralName.dNSName, name))
                        .serverContext(),
                host,
                port,
                (role, database, password) -> refusal(name + ":" + door[0].port(), role, region, password));
        return door[0];
    }

    private Optional<String> refusal(String address, String role, String region, String password) {
        try {
            RdsToken token = RdsToken.parse(password);
            String key = token.of("X-Amz-Credential").split("/", 2)[0];
            String secret = keys.get(key);
            return secret == null
                    ? Optional.of("unknown key")
                    : token.refusal(address, role, region, secret, Instant.now());
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (trouble) {
            case BUSY -> send(exchange, 500, "busy");
            case NONSENSE -> send(exchange, 200, "<html>this is no answer");
            case DENIED -> send(exchange, 403, error());
            default -> {
                if (path.equals("/container")
                        && AUTHORIZATION.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                    send(exchange, 200, json());
                } else if (path.equals("/latest/api/token")) {
                    send(exchange, 200, "metadata-token");
                } else if (path.equals("/latest/dynamic/instance-identity/document")) {
                    send(exchange, 200, "{\"region\": \"eu-central-1\"}");
                } else if (path.endsWith("/iam/security-credentials/")
                        || path.endsWith("/iam/security-credentials-extended/")) {
                    send(exchange, 200, "the-role");
                } else if (path.endsWith("/the-role")) {
                    send(exchange, 200, json());
                } else if (body.contains("Action=AssumeRoleWithWebIdentity") && body.contains(AUTHORIZATION)) {
                    send(exchange, 200, xml());
                } else {
                    send(exchange, 403, error());
                }
            }
        }
    }

    private String[] key() {
        int number = issued.incrementAndGet();
        String id = "ASIA" + number;
        String secret = "sentinel-aws-secret-" + number;
        if (trouble != Trouble.UNKNOWN_KEY) {
            keys.put(id, secret);
        }
        return new String[] {
            id,
            secret,
            "sentinel-aws-session-" + number,
            Instant.now().plusSeconds(3600).toString()
        };
    }

    private String json() {
        String[] key = key();
        return ("{\"Code\": \"Success\", \"AccessKeyId\": \"%s\", \"SecretAccessKey\": \"%s\", \"Token\": \"%s\","
                        + " \"Expiration\": \"%s\"}")
                .formatted((Object[]) key);
    }

    private String xml() {
        String[] key = key();
        return ("<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>%s</AccessKeyId>"
                        + "<SecretAccessKey>%s</SecretAccessKey><SessionToken>%s</SessionToken><Expiration>%s</Expiration>"
                        + "</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>")
                .formatted((Object[]) key);
    }

    private static String error() {
        return "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
                + "<Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error>"
                + "<RequestId>1</RequestId></ErrorResponse>";
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
