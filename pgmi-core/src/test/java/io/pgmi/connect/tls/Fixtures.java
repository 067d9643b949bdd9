// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** The files that OpenSSL 3 and ssh-keygen made; the README beside them tells how. */
public final class Fixtures {
    public static final String PASSPHRASE = "sesam öffne";
    public static final String ASCII_PASSPHRASE = "sesam";

    private Fixtures() {}

    /**
     * A key in one form.
     *
     * @param certificate the certificate's file; empty where the key's is PKCS#12
     * @param passphrase empty where it is not encrypted
     */
    public record Key(String file, String certificate, String passphrase) {}

    public static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static TlsFile file(String setting, String name) {
        return new TlsFile(setting, path(name).toString(), "from the test");
    }

    /** All that libpq takes. */
    public static Stream<Key> keys() {
        return Stream.of(
                        Stream.of(
                                        "rsa-pkcs8.pem",
                                        "ec-pkcs8.pem",
                                        "ec384-pkcs8.pem",
                                        "ec521-pkcs8.pem",
                                        "rsapss-pkcs8.pem",
                                        "ed25519-pkcs8.pem",
                                        "ed448-pkcs8.pem",
                                        "rsa-pkcs1.pem",
                                        "ec-sec1.pem",
                                        "ec-sec1-parameters.pem",
                                        "ec521-sec1.pem",
                                        "rsa-pkcs8.der",
                                        "ec-pkcs8.der",
                                        "rsa-pkcs1.der",
                                        "ec-sec1.der",
                                        "rsa-ssh-PEM",
                                        "rsa-ssh-PKCS8",
                                        "ec-ssh-PEM",
                                        "ec-ssh-PKCS8")
                                .map(file -> key(file, "")),
                        Stream.of(key("ed25519-pbes2.pem", PASSPHRASE)),
                        Stream.of("des", "des3", "aes128", "aes192", "aes256")
                                .flatMap(cipher -> Stream.of("rsa-pkcs1-" + cipher, "ec-sec1-" + cipher))
                                .map(name -> key(name + ".pem", PASSPHRASE)),
                        Stream.of(
                                        "rsa-pbes2.pem",
                                        "rsa-pbes2.der",
                                        "ec-pbes2.pem",
                                        "ec-pbes2-aes-128-cbc.pem",
                                        "ec-pbes2-aes-192-cbc.pem",
                                        "ec-pbes2-aes-256-cbc.pem",
                                        "ec-pbes2-des3.pem",
                                        "ec-pbes2-hmacWithSHA1.pem",
                                        "ec-pbes2-hmacWithSHA224.pem",
                                        "ec-pbes2-hmacWithSHA384.pem",
                                        "ec-pbes2-hmacWithSHA512.pem",
                                        "ec-pbes2-hmacWithMD5.pem",
                                        "ec-pbes2-hmacWithSHA512-224.pem",
                                        "ec-pbes2-hmacWithSHA512-256.pem",
                                        "rsa-ssh-PEM-encrypted",
                                        "rsa-ssh-PKCS8-encrypted",
                                        "ec-ssh-PEM-encrypted",
                                        "ec-ssh-PKCS8-encrypted")
                                .map(file -> key(file, PASSPHRASE)),
                        Stream.of("rsa-pbes1-sha1-3des.pem", "rsa-pbes1-md5-des.pem")
                                .map(file -> key(file, ASCII_PASSPHRASE)),
                        Stream.of(
                                new Key("rsa.p12", "", ASCII_PASSPHRASE),
                                new Key("rsa-legacy.p12", "", ASCII_PASSPHRASE),
                                new Key("ec-empty.p12", "", "")))
                .flatMap(all -> all);
    }

    private static Key key(String file, String passphrase) {
        return new Key(file, file.substring(0, file.indexOf('-')) + ".crt", passphrase);
    }
}
