// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIdentityTest {
    private static Stream<Fixtures.Key> keys() {
        return Fixtures.keys();
    }

    private static Stream<Fixtures.Key> encrypted() {
        return Fixtures.keys().filter(key -> !key.passphrase().isEmpty());
    }

    private static ClientIdentity read(Fixtures.Key key, @Nullable String passphrase) {
        return ClientIdentity.read(
                key.certificate().isEmpty() ? null : Fixtures.file("sslCert", key.certificate()),
                Fixtures.file("sslKey", key.file()),
                passphrase == null ? null : new Secret(passphrase));
    }

    private static PgmiException failure(Fixtures.Key key, @Nullable String passphrase) {
        PgmiException failure = catchThrowableOfType(PgmiException.class, () -> read(key, passphrase));
        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        assertThat(failure)
                .hasMessageContainingAll("sslKey '", key.file(), "' (from the test)")
                .hasMessageNotContaining("sentinel-0f3a");
        return failure;
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyFormOfAKeyIsFoundToBelongToItsCertificate(Fixtures.Key key) {
        ClientIdentity identity = read(key, key.passphrase());

        assertThat(identity.chain().get(0).getSubjectX500Principal().getName()).isEqualTo("CN=client");
        assertThat(identity.toString()).doesNotContain("Key[");
    }

    @ParameterizedTest
    @MethodSource("encrypted")
    void aWrongPassphraseIsSaidToBeWrong(Fixtures.Key key) {
        assertThat(failure(key, "sentinel-0f3a")).hasMessageContainingAll("passphrase is wrong", "$PGSSLPASSWORD");
    }

    @ParameterizedTest
    @MethodSource("encrypted")
    void aMissingPassphraseIsSaidToBeMissing(Fixtures.Key key) {
        assertThat(failure(key, null)).hasMessageContainingAll("no passphrase is given", "$PGSSLPASSWORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-pkcs1.pem", "ec-pkcs8.der", "ec-sec1.pem"})
    void aPassphraseTooManyDoesNoHarm(String key) {
        String certificate = key.substring(0, key.indexOf('-')) + ".crt";

        assertThat(read(new Fixtures.Key(key, certificate, ""), "sentinel-0f3a"))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "unusable-scrypt.pem, scrypt, openssl pkcs8 -topk8",
        "unusable-camellia.pem, cipher, openssl pkcs8 -topk8",
        "unusable-x25519.pem, X25519, openssl genpkey -algorithm EC",
        "unusable-explicit.pem, curve, openssl ec -param_enc named_curve",
        "unusable-secp256k1.pem, curve 1.3.132.0.10, P-256",
        "unusable-openssh, OpenSSH, ssh-keygen -p -m PKCS8 -f"
    })
    void whatJavaCannotUseComesWithTheCommandThatHelps(String file, String what, String command) {
        assertThat(failure(new Fixtures.Key(file, "ec.crt", ""), Fixtures.PASSPHRASE))
                .hasMessageContainingAll(what, command);
    }

    @ParameterizedTest
    @CsvSource({"rsa-pkcs8.pem, ec.crt", "ec-pkcs8.pem, rsa.crt", "ec-pkcs8.pem, ec384.crt", "rsa.p12, ec.crt"})
    void aKeyOfAnotherCertificateIsRefused(String key, String certificate) {
        assertThat(failure(new Fixtures.Key(key, certificate, ""), Fixtures.ASCII_PASSPHRASE))
                .hasMessageContainingAll("does not belong to sslCert '", certificate, "CN=client");
    }

    @Test
    void anRsaKeyOfAnotherCertificateIsRefused(@TempDir Path folder) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Path key = Files.write(
                folder.resolve("other.der"),
                generator.generateKeyPair().getPrivate().getEncoded());

        assertThat(problem("rsa.crt", key)).contains("does not belong to");
    }

    @Test
    void certificateAndKeyTakenForEachOtherAreToldApart() {
        assertThat(failure(new Fixtures.Key("rsa.crt", "rsa.crt", ""), null))
                .hasMessageContaining("holds no private key, but CERTIFICATE");
        assertThat(failure(new Fixtures.Key("rsa-crt.der", "rsa.crt", ""), null))
                .hasMessageContaining("is a certificate, not a private key");
        assertThat(catchThrowableOfType(
                        PgmiException.class, () -> read(new Fixtures.Key("rsa-pkcs8.pem", "rsa-pkcs8.pem", ""), null)))
                .hasMessageContainingAll("sslCert", "holds no certificate, but PRIVATE KEY");
        assertThat(failure(new Fixtures.Key("no-key.p12", "", ""), Fixtures.ASCII_PASSPHRASE))
                .hasMessageContaining("holds no private key");
    }

    @Test
    void aDerCertificateWillDo() {
        assertThat(read(new Fixtures.Key("rsa-pkcs8.pem", "rsa-crt.der", ""), null)
                        .chain())
                .hasSize(1);
    }

    /** What people's editors and OpenSSL's -text leave in such files. */
    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF%s", "Private-Key: (256 bit)\npriv:\n    00:01\n%s", "%s\n# the end: here\n"})
    void whatStandsAroundTheKeyIsLeftOut(String around, @TempDir Path folder) throws IOException {
        String key = Files.readString(Fixtures.path("ec-sec1.pem"));
        String certificate = Files.readString(Fixtures.path("ec.crt"));
        for (String lineEnd : List.of("\n", "\r\n")) {
            Path file = Files.writeString(
                    folder.resolve("both.pem"),
                    around.formatted(certificate + key).replace("\n", lineEnd));
            TlsFile both = new TlsFile("sslCert", file.toString(), "from the test");

            assertThat(ClientIdentity.read(both, both, null).chain()).hasSize(1);
        }
    }

    @Test
    void aCertificateWithoutItsCurvesNameIsNotSaidToBeDamaged() {
        assertThat(catchThrowableOfType(
                        PgmiException.class,
                        () -> read(new Fixtures.Key("ec-sec1.pem", "unusable-explicit.crt", ""), null)))
                .hasMessageContainingAll("does not name its curve", "issued anew", "openssl genpkey")
                .hasMessageNotContaining("damaged");
    }

    @Test
    void openSslsTrustedCertificatesWillDoAsRoots() {
        assertThatCode(() -> ServerTrust.in(Fixtures.file("sslRootCert", "ca-trusted.crt")))
                .doesNotThrowAnyException();
    }

    @Test
    void aPkcs12FileAloneWillDoAsCertificateToo() {
        ClientIdentity identity =
                ClientIdentity.read(Fixtures.file("sslCert", "rsa.p12"), null, new Secret(Fixtures.ASCII_PASSPHRASE));

        assertThat(identity.chain()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not a key",
                "-----BEGIN PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIC\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\n\n-----END EC PRIVATE KEY-----\n"
            })
    void whatIsNoKeyIsSaidToBeNone(String content, @TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), content, StandardCharsets.US_ASCII);

        assertThat(problem("rsa.crt", key)).contains("is not a private key, or it is damaged");
    }

    @Test
    void aFileThatIsMissingOrAFolderIsNamed(@TempDir Path folder) {
        assertThat(problem("rsa.crt", folder)).contains("is a folder");
        assertThat(problem("rsa.crt", folder.resolve("none"))).contains("does not exist");
    }

    private static String problem(String certificate, Path key) {
        TlsFile file = new TlsFile("sslKey", key.toString(), "from the test");
        PgmiException failure = catchThrowableOfType(
                PgmiException.class, () -> ClientIdentity.read(Fixtures.file("sslCert", certificate), file, null));
        assertThat(failure).hasMessageStartingWith("sslKey '" + key + "' (from the test) ");
        return failure.getMessage();
    }
}
