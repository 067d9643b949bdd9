// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.google;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pgmi.testing.TestAuthority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * All of Google that a deployment meets: token services, metadata server, Cloud SQL Admin API, and one instance,
 * {@code shop:europe-west1:main}, in front of a real PostgreSQL. The instance's port cannot be chosen, so each of these has a
 * loopback address of its own (127.0.0.0/8; on systems that have only 127.0.0.1 there can be one at a time).
 *
 * <p>Further paths, each for one way to fail: {@code /token/busy} (503), {@code /token/flaky} (503 the first
 * time), {@code /token/garbled}, {@code /token/stale} (tokens that have expired).
 */
public final class GoogleCloud implements AutoCloseable {
    public static final String INSTANCE = "shop:" + AdminApi.REGION + ":" + AdminApi.INSTANCE;

    /** Who logs in with the metadata server's token, or with a person's. */
    public static final String ATTACHED = "attached@shop.iam.gserviceaccount.com";

    public static final String PERSON = "ann@example.com";

    private static final int TRIES = 20;

    private final Tokens tokens = new Tokens();
    private final TokenService tokenService = new TokenService(tokens, PERSON);
    private final InstanceDoor door;
    private final AdminApi adminApi;
    private final HttpServer http;
    private final HttpsServer https;
    private final TestAuthority authority = new TestAuthority("Google Trust Services");
    private final ThreadPoolExecutor threads;

    /**
     * @param name makes the address: two tests with different names do not meet
     * @param host of the real server, which lets everybody in without a password
     */
    public GoogleCloud(String name, String host, int port) throws IOException {
        door = door(name, host, port);
        adminApi = new AdminApi(tokens, door);
        http = HttpServer.create(new InetSocketAddress(door.address(), 0), 50);
        threads = new ThreadPoolExecutor(8, 8, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "google-cloud");
            thread.setDaemon(true);
            return thread;
        });
        // Now, since tests count the threads that come later.
        threads.prestartAllCoreThreads();
        http.setExecutor(threads);
        http.createContext("/sql/", exchange -> adminApi.serve(new Exchange(exchange)));
        http.createContext("/token", exchange -> tokenService.serve(new Exchange(exchange)));
        http.createContext(
                "/token/stale", exchange -> tokenService.serve(new Exchange(exchange), Duration.ofSeconds(-1)));
        http.createContext("/token/busy", exchange -> new Exchange(exchange).answer(503, "{}"));
        AtomicBoolean asked = new AtomicBoolean();
        http.createContext("/token/flaky", exchange -> {
            if (asked.getAndSet(true)) {
                tokenService.serve(new Exchange(exchange));
            } else {
                new Exchange(exchange).answer(503, "{}");
            }
        });
        http.createContext("/token/garbled", exchange -> new Exchange(exchange).answer(200, "{\"token\": 1}"));
        http.createContext("/", exchange -> metadata(new Exchange(exchange)));
        http.start();
        https = HttpsServer.create(new InetSocketAddress(door.address(), 0), 50);
        https.setExecutor(threads);
        https.setHttpsConfigurator(new HttpsConfigurator(authority
                .server("sts.googleapis.com", new GeneralName(GeneralName.iPAddress, door.address()))
                .serverContext()));
        https.createContext("/v1/token", exchange -> tokenService.serve(new Exchange(exchange)));
        https.createContext("/v1/projects/", exchange -> tokenService.impersonate(new Exchange(exchange)));
        https.start();
    }

    /** In 127.0.0.0/8 where the system has all of it. */
    private static InstanceDoor door(String name, String host, int port) throws IOException {
        IOException failure = new IOException();
        for (int i = 0; i < TRIES; i++) {
            int hash = (name + i).hashCode();
            byte[] own = {127, (byte) (64 + (hash >>> 24 & 63)), (byte) (hash >>> 12), (byte) (1 + (hash & 127))};
            byte[] address = i == TRIES - 1 ? new byte[] {127, 0, 0, 1} : own;
            try {
                return new InstanceDoor(InetAddress.getByAddress(address), "shop", host, port);
            } catch (BindException e) {
                failure = e; // another test's, or this system has no such address
            }
        }
        throw failure;
    }

    /** The root URL of the Admin API. */
    public String adminUrl() {
        return "http://" + authority() + "/";
    }

    public String tokenUrl() {
        return "http://" + authority() + "/token";
    }

    /** For {@code GCE_METADATA_HOST}. */
    public String authority() {
        return http.getAddress().getAddress().getHostAddress() + ":"
                + http.getAddress().getPort();
    }

    /** Makes a service account that the token service knows. */
    public ServiceAccount serviceAccount(String email) {
        ServiceAccount account = new ServiceAccount(email);
        tokenService.add(account);
        return account;
    }

    /** Makes one whose key the token service does not take. */
    public ServiceAccount strangersAccount(String email) {
        return new ServiceAccount(email);
    }

    /** Writes what gcloud auth application-default login does, for {@link #PERSON}. */
    public Path personsFile(Path file, boolean revoked) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.writeString(
                file,
                """
                {"type": "authorized_user", "client_id": "c", "client_secret": "sentinel-client", "refresh_token": "%s",
                 "token_uri": "%s", "quota_project_id": "shop"}
                """.formatted(revoked ? "revoked" : TokenService.REFRESH_TOKEN, tokenUrl()),
                StandardCharsets.US_ASCII);
    }

    /**
     * Writes the configuration of workload identity federation as google-github-actions/auth does, for an identity that may
     * become that service account. Its services are encrypted, and {@link #trustStore} vouches for them.
     */
    public Path federationFile(Path folder, String account) throws IOException {
        Path token = Files.writeString(Files.createTempFile(folder, "oidc", ".jwt"), TokenService.SUBJECT_TOKEN);
        String url = "https://" + door.address() + ":" + https.getAddress().getPort();
        return Files.writeString(
                Files.createTempFile(folder, "gha-creds-", ".json"),
                """
                {"type": "external_account", "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
                 "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/providers/github",
                 "token_url": "%1$s/v1/token", "credential_source": {"file": %2$s},
                 "service_account_impersonation_url": "%1$s/v1/projects/-/serviceAccounts/%3$s:generateAccessToken"}
                """.formatted(url, Exchange.json(token.toString()), account),
                StandardCharsets.US_ASCII);
    }

    /** Writes a trust store with the password {@code changeit}. */
    public Path trustStore(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                InputStream pem = new ByteArrayInputStream(authority.pem().getBytes(StandardCharsets.US_ASCII))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            store.store(out, "changeit".toCharArray());
            return file;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void metadata(Exchange exchange) throws IOException {
        if (!exchange.header("Metadata-Flavor").equals("Google")) {
            exchange.answer(403, "");
            return;
        }
        exchange.answerHeader("Metadata-Flavor", "Google");
        if (exchange.path().equals("/computeMetadata/v1/instance/service-accounts/default/token")) {
            String scopes = exchange.query().get("scopes");
            Set<String> granted = scopes == null ? Set.of(Tokens.EVERYTHING, Tokens.ADMIN) : Set.of(scopes.split(","));
            Duration life = Duration.ofMinutes(55);
            exchange.answer(
                    200,
                    "{\"access_token\": " + Exchange.json(tokens.issue(ATTACHED, granted, life)) + ", \"expires_in\": "
                            + life.toSeconds() + ", \"token_type\": \"Bearer\"}");
        } else {
            exchange.answer(exchange.path().equals("/") ? 200 : 404, "");
        }
    }

    /** All tokens so far: none of them may be seen anywhere. */
    public List<String> tokens() {
        return tokens.issued();
    }

    /** How many client certificates were issued. */
    public int certificates() {
        return adminApi.certificates();
    }

    /** Returns when somebody waits for an answer about the instance {@code mute}. */
    public void awaitMute() throws InterruptedException {
        adminApi.awaitMute();
    }

    /** What sessions were begun with: names and values, separated by NULs. */
    public List<String> startups() {
        return door.startups();
    }

    /** Sessions that are open. */
    public int sessions() {
        return door.sessions();
    }

    @Override
    public void close() throws IOException {
        http.stop(0);
        https.stop(0);
        threads.shutdownNow();
        door.close();
    }
}
