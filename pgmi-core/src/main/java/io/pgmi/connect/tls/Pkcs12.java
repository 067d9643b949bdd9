// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import io.pgmi.PgmiException;
import io.pgmi.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Key and certificate chain in one file (RFC 7292). */
final class Pkcs12 {
    /** The one the JDBC driver looks for; counts first where a file has several keys. */
    private static final String DRIVERS_ALIAS = "user";

    private Pkcs12() {}

    static boolean looksLikeIt(byte[] content) {
        try {
            Der der = new Der(content).sequence();
            return der.integer().equals(BigInteger.valueOf(3)) && der.isNext(Der.SEQUENCE);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * The key of whatever alias.
     *
     * @param passphrase none is the empty one
     * @throws PgmiException (INVALID_CONFIGURATION) when the passphrase is wrong, or missing, or there is no key in it
     */
    static ClientIdentity read(TlsFile file, byte[] content, @Nullable Secret passphrase) {
        char[] password = passphrase == null ? new char[0] : passphrase.reveal().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password);
            List<String> aliases = Collections.list(store.aliases());
            aliases.sort(null);
            if (aliases.remove(DRIVERS_ALIAS)) {
                aliases.add(0, DRIVERS_ALIAS);
            }
            for (String alias : aliases) {
                if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey key) {
                    return new ClientIdentity(
                            key,
                            Arrays.stream(store.getCertificateChain(alias))
                                    .map(X509Certificate.class::cast)
                                    .toList());
                }
            }
            throw file.problem(
                    "holds no private key with its certificate. Make one: openssl pkcs12 -export -in client.crt "
                            + "-inkey client.key -out client.p12");
        } catch (IOException | GeneralSecurityException e) {
            boolean locked =
                    e instanceof UnrecoverableKeyException || e.getCause() instanceof UnrecoverableKeyException;
            throw locked || password.length == 0
                    ? file.problem("cannot be opened: "
                            + (password.length == 0 ? "no passphrase is given." : "the passphrase is wrong.")
                            + " Give it in settings.xml (<passphrase> of the server), $PGSSLPASSWORD or the connection string's "
                            + "sslpassword.")
                    : file.problem("is a PKCS#12 file that Java cannot read: " + e.getMessage() + ". Make a new one: "
                            + "openssl pkcs12 -export -in client.crt -inkey client.key -out client.p12");
        }
    }
}
