// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.auth.ProviderSource;
import io.pgmi.check.CheckRequest;
import io.pgmi.check.ConnectionCheck;
import io.pgmi.check.ConnectionReport;
import io.pgmi.check.ServerFacts;
import io.pgmi.testing.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pgmi:check-connection tells of encryption and authentication, against a server with TLS of the test's choice. */
class ConnectionCheckTlsIT {
    private static final TestAuthority AUTHORITY = new TestAuthority("pgmi test root");

    @TempDir
    static Path folder;

    private static TlsServer server;

    @BeforeAll
    static void start() throws SQLException, IOException {
        server = new TlsServer("newest", "check-tls", Map.of());
        server.run("CREATE ROLE client LOGIN");
        // What the example provider's first secret for this database is.
        server.run("SET password_encryption = 'scram-sha-256';"
                + " CREATE ROLE token LOGIN PASSWORD 'token-1-for-postgres'");
        server.access("hostssl all client all cert", "hostssl all token all scram-sha-256");
        TestAuthority.Issued own =
                AUTHORITY.server("db.example.com", new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        server.encrypt(own.wholeChain(), own.privateKey(), AUTHORITY.pem());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Sources as(String user) throws IOException {
        return new Sources()
                .pom(Setting.HOST, server.host())
                .pom(Setting.PORT, Integer.toString(server.port()))
                .pom(Setting.DATABASE, "postgres")
                .pom(Setting.USERNAME, user)
                .pom(Setting.SSL_MODE, "verify-full")
                .pom(Setting.SSL_ROOT_CERT, AUTHORITY.file(folder).toString());
    }

    private static ServerFacts facts(Sources sources) {
        ConnectionReport report =
                ConnectionCheck.run(new CheckRequest(folder, sources.build(), null, false), ProviderSource.NONE);
        assertThat(report.problems()).isEmpty();
        return report.server();
    }

    @Test
    void protocolCipherAndBothCertificatesAreTold() throws SQLException, IOException {
        server.run("ALTER SYSTEM SET ssl_max_protocol_version = 'TLSv1.2'");
        server.run("ALTER SYSTEM SET ssl_ciphers = 'ECDHE-ECDSA-AES128-GCM-SHA256'");
        server.reload();
        TestAuthority.Issued client = AUTHORITY.server("client");

        ServerFacts facts = facts(as("client")
                .pom(Setting.SSL_CERT, file("client.crt", client.certificate()))
                .pom(Setting.SSL_KEY, file("client.key", client.privateKey())));

        assertThat(facts.tls())
                .isEqualTo(new ServerFacts.TlsFacts(
                        "TLSv1.2", "ECDHE-ECDSA-AES128-GCM-SHA256", "CN=db.example.com", "/CN=client"));
        assertThat(facts.authentication()).isEqualTo(told("cert"));
    }

    @Test
    void aProvidersLogInIsToldAsTheServerSawIt() throws SQLException, IOException {
        server.run("ALTER SYSTEM RESET ssl_max_protocol_version");
        server.reload();

        ServerFacts facts = facts(as("token").pom(Setting.AUTH, "example").environment("EXAMPLE_KEY", "key"));

        assertThat(facts.authentication()).isEqualTo(told("scram-sha-256"));
        assertThat(facts.user()).isEqualTo("token");
        assertThat(facts.tls().protocol()).isEqualTo("TLSv1.3");
        assertThat(facts.tls().clientCertificate()).isNull();
    }

    /** PostgreSQL tells how a session was authenticated since 16. */
    private static String told(String authentication) throws SQLException {
        return server.majorVersion() < 16 ? "unknown" : authentication;
    }

    private static String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
