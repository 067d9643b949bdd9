// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pgmi.testing.FrontDoor;
import io.pgmi.testing.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/** One Azure on free ports of loopback: tokens from Entra ID and for machines, and a database that checks them. */
public final class AzureCloud implements AutoCloseable {
    /** What tokens for PostgreSQL are for. */
    public static final String AUDIENCE = "https://ossrdbms-aad.database.windows.net";

    /** What a process in App Service has as {@code $IDENTITY_HEADER}. */
    public static final String IDENTITY_HEADER = "sentinel-identity-header";

    public static final String TRUST_STORE_PASSWORD = "changeit";

    private final TestAuthority authority = new TestAuthority("Azure stand-in");
    private final TestAuthority.Issued certificate =
            authority.server("localhost", new GeneralName(GeneralName.dNSName, "localhost"));
    private final Directory directory = new Directory();
    private final TokenCheck check = new TokenCheck(directory.signer().publicKey(), AUDIENCE);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "azure-stand-in");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpsServer entra;
    private final HttpServer machine;

    private interface Endpoint {
        Reply answer(HttpExchange exchange) throws IOException;
    }

    public AzureCloud() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        entra = HttpsServer.create(anyPort, 0);
        entra.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
        start(entra, new TokenEndpoint(directory, AUDIENCE)::answer);
        machine = HttpServer.create(anyPort, 0);
        start(machine, new ManagedIdentityEndpoint(directory, AUDIENCE, IDENTITY_HEADER)::answer);
    }

    private void start(HttpServer server, Endpoint endpoint) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI());
            Reply reply = endpoint.answer(exchange);
            if (reply.equals(Reply.SILENCE)) {
                waitForTheEnd();
                exchange.close();
            } else {
                reply.send(exchange);
            }
        });
        server.start();
    }

    private void waitForTheEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds an identity, or replaces the one of the same client id. */
    public Identity add(Identity identity) {
        directory.add(identity);
        return identity;
    }

    /** Makes an identity the machine's own; null for a machine without one. */
    public void ofMachine(@Nullable Identity identity) {
        directory.ofMachine(identity);
    }

    /** What pgaadauth_create_principal does: the role is that identity's. */
    public void map(String role, Identity identity) {
        check.map(role, identity.objectId());
    }

    /** A database server that asks for tokens, before a real one that lets everybody in. */
    public FrontDoor frontDoor(String host, int port) throws IOException {
        return new FrontDoor(certificate.serverContext(), host, port, check);
    }

    /** For {@code $AZURE_AUTHORITY_HOST}. */
    public String authorityHost() {
        return "https://localhost:" + entra.getAddress().getPort() + "/";
    }

    /** For {@code $AZURE_POD_IDENTITY_AUTHORITY_HOST}. */
    public String metadataHost() {
        return "http://localhost:" + machine.getAddress().getPort();
    }

    /** For {@code $IDENTITY_ENDPOINT}. */
    public String identityEndpoint() {
        return metadataHost() + ManagedIdentityEndpoint.APP_SERVICE;
    }

    /** Writes a key store that trusts this cloud's certificates and no other. */
    public Path trustStore(Path file) throws IOException {
        return authority.trustStore(file, TRUST_STORE_PASSWORD);
    }

    /** Writes the authority's certificate, for sslRootCert. */
    public Path rootCertificate(Path folder) throws IOException {
        return authority.file(folder);
    }

    /** All tokens, in the order of their issue. */
    public List<String> issued() {
        return directory.issued();
    }

    /** Method and path of every request so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        closed.countDown();
        entra.stop(0);
        machine.stop(0);
        threads.shutdownNow();
    }
}
