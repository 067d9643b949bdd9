// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.tls.Fixtures;
import io.pgmi.testing.ChildProcess;
import io.pgmi.testing.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The six modes, server certificates of all kinds, and client certificates, against the oldest and the newest server. */
@ParameterizedClass
@ValueSource(strings = {"oldest", "newest"})
class TlsIT {
    private static final GeneralName LOCALHOST = new GeneralName(GeneralName.dNSName, "localhost");
    private static final GeneralName LOOPBACK = new GeneralName(GeneralName.iPAddress, "127.0.0.1");

    private static final TestAuthority AUTHORITY = new TestAuthority("pgmi test root");
    private static final TestAuthority STRANGER = new TestAuthority("a stranger");

    @TempDir
    static Path folder;

    @Parameter
    String which;

    private static TlsServer server;
    private final List<String> warnings = new ArrayList<>();

    @BeforeParameterizedClassInvocation
    static void start(String which) throws SQLException, IOException {
        server = new TlsServer(which, "tls", Map.of());
        server.run("CREATE ROLE anyway LOGIN; CREATE ROLE tls LOGIN; CREATE ROLE plain LOGIN; CREATE ROLE client LOGIN;"
                + " CREATE ROLE other LOGIN; ALTER ROLE tls SET TimeZone = 'Asia/Kathmandu'");
        server.run("SET password_encryption = 'scram-sha-256'; CREATE ROLE secret LOGIN PASSWORD 'right'");
        server.access(
                "host all anyway all trust",
                "hostssl all tls all trust",
                "hostnossl all plain all trust",
                "hostssl all client,other all cert",
                "host all secret all scram-sha-256");
    }

    @BeforeEach
    void usualCertificate() throws SQLException, IOException {
        serve(AUTHORITY.server("localhost", LOCALHOST, LOOPBACK));
        warnings.clear();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    private void serve(TestAuthority.Issued issued) throws SQLException, IOException {
        serve(issued, issued.wholeChain());
    }

    private void serve(TestAuthority.Issued issued, String chain) throws SQLException, IOException {
        server.encrypt(chain, issued.privateKey(), Files.readString(Fixtures.path("ca.crt")) + AUTHORITY.pem());
    }

    private Sources as(String user, String mode) {
        return new Sources()
                .pom(Setting.HOST, server.host())
                .pom(Setting.PORT, Integer.toString(server.port()))
                .pom(Setting.DATABASE, "postgres")
                .pom(Setting.SSL_MODE, mode)
                .localUser(new LocalUser("ann", folder.resolve("nobody's home"), false))
                .environment("PGPASSFILE", "no such file")
                .environment("PGUSER", user);
    }

    private Sources trusting(TestAuthority authority, String user, String mode) throws IOException {
        return as(user, mode)
                .environment("PGSSLROOTCERT", authority.file(folder).toString());
    }

    private Connection open(Sources sources) {
        return new Connector(warnings::add)
                .open(sources.resolve(), "postgres", Instant.now().plusSeconds(60));
    }

    private String encryption(Sources sources) throws SQLException {
        try (Connection connection = open(sources);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            row.next();
            return row.getBoolean(1) ? "TLS" : "plain";
        }
    }

    private PgmiException failure(Sources sources) {
        PgmiException failure =
                catchThrowableOfType(PgmiException.class, () -> open(sources).close());
        assertThat(failure).hasMessageNotContaining("sentinel-0f3a");
        return failure;
    }

    private PgmiException refused(Sources sources) {
        PgmiException failure = failure(sources);
        assertThat(failure.outcome()).isEqualTo(Outcome.CONNECTION_FAILED);
        return failure;
    }

    /** The manual's table of modes, for servers that take both, TLS only, no TLS. */
    @ParameterizedTest
    @CsvSource({
        "anyway, disable, plain",
        "anyway, allow, plain",
        "anyway, prefer, TLS",
        "anyway, require, TLS",
        "anyway, verify-ca, TLS",
        "anyway, verify-full, TLS",
        "tls, disable, set sslMode=require",
        "tls, allow, TLS",
        "tls, prefer, TLS",
        "tls, require, TLS",
        "tls, verify-ca, TLS",
        "tls, verify-full, TLS",
        "plain, disable, plain",
        "plain, allow, plain",
        "plain, prefer, plain",
        "plain, require, hostnossl",
        "plain, verify-ca, hostnossl",
        "plain, verify-full, hostnossl"
    })
    void eachModeConnectsOrSaysWhyNot(String user, String mode, String expected) throws SQLException, IOException {
        Sources sources = trusting(AUTHORITY, user, mode);
        if (expected.length() <= "plain".length()) {
            assertThat(encryption(sources)).isEqualTo(expected);
        } else {
            assertThat(refused(sources)).hasMessageContainingAll(expected, "sslMode is " + mode);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "disable, plain",
        "allow, plain",
        "prefer, plain",
        "require, does not offer TLS",
        "verify-ca, does not offer TLS",
        "verify-full, does not offer TLS"
    })
    void eachModeMeetsAServerWithoutTls(String mode, String expected) throws SQLException, IOException {
        server.run("ALTER SYSTEM SET ssl = off");
        server.reload();

        Sources sources = trusting(AUTHORITY, "anyway", mode);
        if (expected.equals("plain")) {
            assertThat(encryption(sources)).isEqualTo(expected);
        } else {
            assertThat(refused(sources)).hasMessageContainingAll(expected, "sslMode is " + mode);
        }
    }

    @ParameterizedTest
    @CsvSource({"disable, refused", "allow, TLS", "prefer, TLS", "require, TLS", "verify-ca, TLS", "verify-full, TLS"})
    void eachModeMeetsAServerThatWantsAClientCertificate(String mode, String expected)
            throws SQLException, IOException {
        Sources sources = withCertificate(trusting(AUTHORITY, "client", mode));
        if (expected.equals("TLS")) {
            assertThat(encryption(sources)).isEqualTo(expected);
        } else {
            assertThat(refused(sources)).hasMessageContainingAll("pg_hba.conf", "set sslMode=require");
        }
    }

    private static Sources withCertificate(Sources sources) {
        return sources.environment("PGSSLCERT", Fixtures.path("ec.crt").toString())
                .environment("PGSSLKEY", Fixtures.path("ec-sec1.pem").toString());
    }

    private static Stream<Fixtures.Key> keys() {
        return Fixtures.keys();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyFormOfAKeyIsGoodForTheServer(Fixtures.Key key) throws SQLException {
        Sources sources = as("client", "require")
                .environment("PGSSLKEY", Fixtures.path(key.file()).toString())
                .environment("PGSSLPASSWORD", key.passphrase());
        if (!key.certificate().isEmpty()) {
            sources.environment("PGSSLCERT", Fixtures.path(key.certificate()).toString());
        }

        assertThat(encryption(sources)).isEqualTo("TLS");
    }

    @Test
    void aMissingClientCertificateIsAskedFor() {
        assertThat(refused(as("client", "require")))
                .hasMessageContainingAll("asks for a client certificate", "sslCert", "$PGSSLKEY", "ssl_ca_file");
    }

    @Test
    void aCertificateOfAnotherUserIsNamed() {
        assertThat(refused(withCertificate(as("other", "require"))))
                .hasMessageContainingAll("user 'other'", "ec.crt", "from $PGSSLCERT", "common name", "pg_ident.conf");
    }

    @RepeatedTest(5) // the server's alert and its close race each other
    void aClientCertificateOfAStrangerIsRefusedWithItsName() throws IOException {
        assertThat(refused(withCertificate(as("client", "require"), STRANGER.server("client"))))
                .hasMessageContainingAll("refuses the client certificate", "client.crt", "ssl_ca_file")
                .hasMessageNotContaining("Tried");
    }

    @Test
    void anExpiredClientCertificateIsWarnedOfAndRefused() throws IOException {
        TestAuthority.Issued expired = AUTHORITY.issue("client", Instant.now().minus(Duration.ofDays(30)));

        assertThat(refused(withCertificate(as("client", "require"), expired)))
                .hasMessageContainingAll("refuses the client certificate", "client.crt")
                .hasMessageNotContaining("Tried");
        assertThat(warnings).anyMatch(warning -> warning.contains("client.crt") && warning.contains("expired on"));
    }

    @Test
    void aChainWithAnIntermediateAuthorityIsSentWhole() throws SQLException, IOException {
        TestAuthority.Issued issued = AUTHORITY.intermediate("in between").server("client");

        assertThat(encryption(withCertificate(as("client", "require"), issued))).isEqualTo("TLS");
    }

    private static Sources withCertificate(Sources sources, TestAuthority.Issued issued) throws IOException {
        Path certificate = Files.createTempDirectory(folder, "own").resolve("client.crt");
        Files.writeString(certificate, issued.wholeChain(), StandardCharsets.US_ASCII);
        Path key = Files.writeString(certificate.resolveSibling("client.key"), issued.privateKey());
        return sources.environment("PGSSLCERT", certificate.toString()).environment("PGSSLKEY", key.toString());
    }

    @Test
    void defaultFilesCountWhereTheyExist() throws SQLException, IOException {
        Path home = Files.createTempDirectory(folder, "home");
        Path own = Files.createDirectory(home.resolve(".postgresql"));
        Files.copy(Fixtures.path("rsa.crt"), own.resolve("postgresql.crt"));
        Files.copy(Fixtures.path("rsa-pkcs1.pem"), own.resolve("postgresql.key"));
        Files.writeString(own.resolve("root.crt"), AUTHORITY.pem());
        LocalUser user = new LocalUser("ann", home, false);

        assertThat(encryption(as("client", "verify-full").localUser(user))).isEqualTo("TLS");

        Files.writeString(own.resolve("root.crt"), STRANGER.pem());
        assertThat(refused(as("client", "require").localUser(user)))
                .hasMessageContainingAll("does not vouch for", "root.crt' (default)");

        Files.delete(own.resolve("root.crt"));
        Files.delete(own.resolve("postgresql.key"));
        assertThat(encryption(as("anyway", "prefer").localUser(user))).isEqualTo("TLS");
        assertThat(warnings).anyMatch(warning -> warning.contains("postgresql.key"));
        assertThat(failure(as("anyway", "require").localUser(user)).outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-ca", "verify-full"})
    void aServerOfAStrangerIsNotTrusted(String mode) throws IOException {
        assertThat(refused(trusting(STRANGER, "anyway", mode)))
                .hasMessageContainingAll(
                        "issued by CN=pgmi test root", "does not vouch for", "sslRootCert '", "from $PGSSLROOTCERT")
                .hasMessageNotContaining("Tried");
    }

    @Test
    void requireWithoutARootCertificateTrustsAnybody() throws SQLException {
        assertThat(encryption(as("anyway", "require"))).isEqualTo("TLS");
    }

    @Test
    void preferGoesWithoutTlsWhereTheServerIsNotTrusted() throws SQLException, IOException {
        assertThat(encryption(trusting(STRANGER, "anyway", "prefer"))).isEqualTo("plain");
        assertThat(refused(trusting(STRANGER, "tls", "prefer")))
                .hasMessageContainingAll("does not vouch for", "Without TLS: ", "pg_hba.conf");
        assertThat(refused(trusting(STRANGER, "tls", "allow")))
                .hasMessageContainingAll("pg_hba.conf", "With TLS: ", "does not vouch for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void verifyingWithoutARootCertificateNamesTheDefaultFile(String mode) {
        PgmiException failure = failure(as("anyway", mode));

        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        assertThat(failure)
                .hasMessageContainingAll(
                        "sslMode " + mode,
                        folder.resolve("nobody's home")
                                .resolve(".postgresql")
                                .resolve("root.crt")
                                .toString(),
                        "$PGSSLROOTCERT");
    }

    @Test
    void aCertificateForAnotherHostIsForOtherHosts() throws SQLException, IOException {
        serve(AUTHORITY.server(
                "127.0.0.1",
                new GeneralName(GeneralName.dNSName, "db.example.org"),
                new GeneralName(GeneralName.iPAddress, "10.0.0.1")));

        assertThat(refused(trusting(AUTHORITY, "anyway", "verify-full")))
                .hasMessageContainingAll("db.example.org, 10.0.0.1", "not for '127.0.0.1'", "verify-ca");
        assertThat(encryption(trusting(AUTHORITY, "anyway", "verify-ca"))).isEqualTo("TLS");
    }

    @Test
    void aServersNameIsLookedForInItsCertificate() throws SQLException, IOException {
        serve(AUTHORITY.server("whatever", LOCALHOST));

        assertThat(encryption(trusting(AUTHORITY, "anyway", "verify-full").pom(Setting.HOST, "localhost")))
                .isEqualTo("TLS");
        assertThat(refused(trusting(AUTHORITY, "anyway", "verify-full"))).hasMessageContaining("is for localhost, not");
    }

    @Test
    void expiredAndFutureServerCertificatesAreNamedByTheirDate() throws SQLException, IOException {
        Instant past = Instant.now().minus(Duration.ofDays(30));
        serve(AUTHORITY.issue("localhost", past, LOOPBACK));
        assertThat(refused(trusting(AUTHORITY, "anyway", "verify-full")))
                .hasMessageContainingAll(
                        "CN=localhost",
                        "expired on " + past.plus(Duration.ofDays(1)).toString().substring(0, 10));

        Instant future = Instant.now().plus(Duration.ofDays(30));
        serve(AUTHORITY.issue("localhost", future, LOOPBACK));
        assertThat(refused(trusting(AUTHORITY, "anyway", "verify-full")))
                .hasMessageContainingAll(
                        "is not valid before "
                                + future.minus(Duration.ofDays(1)).toString().substring(0, 10),
                        "clock");
    }

    @Test
    void anIntermediateAuthorityIsFoundInTheServersChainOnly() throws SQLException, IOException {
        TestAuthority.Issued issued = AUTHORITY.intermediate("in between").server("localhost", LOOPBACK);
        serve(issued);
        assertThat(encryption(trusting(AUTHORITY, "anyway", "verify-full"))).isEqualTo("TLS");

        serve(issued, issued.certificate());
        assertThat(refused(trusting(AUTHORITY, "anyway", "verify-full")))
                .hasMessageContainingAll("issued by CN=in between", "intermediate certificate");
    }

    @Test
    void theJvmsTrustStoreDoesNotKnowATestAuthority() {
        Sources sources = as("anyway", "verify-full").environment("PGSSLROOTCERT", "system");

        assertThat(refused(sources)).hasMessageContainingAll("the JVM's trust store", "does not vouch for");
    }

    @Test
    void theJvmsTrustStoreVouchesForWhomItKnows() throws Exception {
        Path store = folder.resolve(which + "-trust.p12");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setCertificateEntry(
                "root",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(Files.newInputStream(AUTHORITY.file(folder))));
        try (OutputStream out = Files.newOutputStream(store)) {
            keys.store(out, "changeit".toCharArray());
        }
        ChildProcess child = ChildProcess.start(
                List.of("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=changeit"),
                SystemTrust.class,
                List.of(Integer.toString(server.port())),
                null);

        assertThat(child.await(60)).contains("encrypted t");
    }

    /** A JVM with a trust store of its own. The server's certificate is for localhost. */
    public static final class SystemTrust {
        public static void main(String[] args) throws SQLException {
            Sources sources = new Sources()
                    .pom(Setting.HOST, "localhost")
                    .pom(Setting.PORT, args[0])
                    .pom(Setting.DATABASE, "postgres")
                    .pom(Setting.SSL_ROOT_CERT, "system")
                    .environment("PGPASSFILE", "no such file")
                    .environment("PGUSER", "anyway");
            Instant limit = Instant.now().plusSeconds(50);
            try (Connection connection = new Connector(System.out::println).open(sources.resolve(), "postgres", limit);
                    Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
                row.next();
                System.out.println("encrypted " + row.getString(1));
            }
        }
    }

    @Test
    void theSessionsTimeZoneIsTheServersOverTlsToo() throws SQLException {
        try (Connection connection = open(as("tls", "require"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW TimeZone")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("Asia/Kathmandu");
        }
    }

    @Test
    void passwordsWorkWithChannelBinding() throws SQLException {
        assertThat(encryption(as("secret", "require").environment("PGPASSWORD", "right")))
                .isEqualTo("TLS");
        PgmiException failure = refused(as("secret", "prefer").environment("PGPASSWORD", "sentinel-0f3a"));
        assertThat(failure.databaseError().sqlState()).isEqualTo("28P01");
        assertThat(failure).hasMessageNotContaining("Without TLS");
    }

    @Test
    void allProblemsOfTheFilesAreToldAtOnceAndNothingIsDialled() {
        PgmiException failure = failure(as("anyway", "prefer")
                .pom(Setting.PORT, "1")
                .environment("PGSSLCERT", Fixtures.path("rsa.crt").toString())
                .environment("PGSSLKEY", Fixtures.path("rsa-pbes2.pem").toString())
                .environment("PGSSLPASSWORD", "sentinel-0f3a")
                .environment("PGSSLROOTCERT", "no such file"));

        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        assertThat(failure.problems()).hasSize(2);
        assertThat(failure)
                .hasMessageContainingAll(
                        "passphrase is wrong", "rsa-pbes2.pem", "sslRootCert 'no such file' (from $PGSSLROOTCERT)");
    }

    @Test
    void aKeyWithoutItsCertificateIsNotLeftAsideInSilence() {
        assertThat(failure(as("anyway", "prefer")
                        .environment("PGSSLKEY", Fixtures.path("rsa-pkcs8.pem").toString())))
                .hasMessageContainingAll("rsa-pkcs8.pem", "without a certificate", "postgresql.crt", "$PGSSLCERT");
    }
}
