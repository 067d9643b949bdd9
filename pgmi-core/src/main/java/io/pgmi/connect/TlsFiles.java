// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.PgmiException;
import io.pgmi.Secret;
import io.pgmi.connect.tls.ClientIdentity;
import io.pgmi.connect.tls.ServerTrust;
import io.pgmi.connect.tls.TlsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The key and certificate files that count: those that the settings name, else libpq's default files where they exist
 * (PostgreSQL manual, "Client Verification of Server Certificates" and "Client Certificates").
 *
 * @param certificate null where the key's file is PKCS#12, or where we have no certificate
 * @param key null where the certificate's file is PKCS#12, or where we have no certificate
 * @param root null to trust whoever answers; its name may be {@code system}
 */
record TlsFiles(
        @Nullable TlsFile certificate,
        @Nullable TlsFile key,
        @Nullable TlsFile root) {
    static final TlsFiles NONE = new TlsFiles(null, null, null);

    private static final Set<PosixFilePermission> FOR_THE_OWNER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OF_ROOT = PosixFilePermissions.fromString("rwxr-----");

    boolean hasIdentity() {
        return certificate != null || key != null;
    }

    /**
     * Reads and checks them all, so that nothing is dialled with files that cannot work.
     *
     * @param warnings takes a default file that is left aside where encryption is optional, a key that others may read (libpq
     *     would refuse it; it is often so in containers, and the build cannot help it), a client certificate that has expired
     * @throws PgmiException (INVALID_CONFIGURATION) with everything that is wrong
     */
    static TlsFiles checked(Tls tls, Consumer<String> warnings) {
        SslMode mode = tls.mode().value();
        if (mode == SslMode.DISABLE || tls.ofProvider()) {
            return NONE;
        }
        List<String> problems = new ArrayList<>();
        TlsFiles files = identity(tls, problems);
        if (files.hasIdentity() && !checkIdentity(files, tls, warnings, problems)) {
            files = NONE;
        }
        TlsFile root = file("sslRootCert", tls.rootCertificate(), tls, "root.crt");
        if (root != null && !root.name().equals(Tls.SYSTEM)) {
            try {
                ServerTrust.in(root);
            } catch (PgmiException e) {
                problems.addAll(e.problems());
            }
        }
        if (root == null && (mode == SslMode.VERIFY_CA || mode == SslMode.VERIFY_FULL)) {
            problems.add("sslMode " + mode.text() + " (" + tls.mode().whence()
                    + ") needs to know whom to trust, but no root certificate is given and the default file "
                    + defaultFile(tls, "root.crt")
                    + " does not exist. Name a file of trusted certificates with sslRootCert or "
                    + "$PGSSLROOTCERT; 'system' stands for the JVM's trust store.");
        }
        if (!problems.isEmpty()) {
            throw PgmiException.invalidConfiguration(problems);
        }
        return new TlsFiles(files.certificate, files.key, root);
    }

    private static TlsFiles identity(Tls tls, List<String> problems) {
        TlsFile givenKey = file("sslKey", tls.key(), tls, "");
        TlsFile givenCertificate = file("sslCert", tls.certificate(), tls, "");
        if (givenCertificate == null && givenKey != null && ClientIdentity.isPkcs12(givenKey)) {
            return new TlsFiles(null, givenKey, null);
        }
        if (givenKey == null && givenCertificate != null && ClientIdentity.isPkcs12(givenCertificate)) {
            return new TlsFiles(givenCertificate, null, null);
        }
        TlsFile certificate = file("sslCert", tls.certificate(), tls, "postgresql.crt");
        TlsFile key = file("sslKey", tls.key(), tls, "postgresql.key");
        if (certificate == null) {
            if (givenKey != null) {
                problems.add(givenKey
                        + " is a client key without a certificate: sslCert is not given, and the default file "
                        + defaultFile(tls, "postgresql.crt") + " does not exist. Name the certificate with sslCert or "
                        + "$PGSSLCERT, or remove the key.");
            }
            return NONE;
        }
        if (key == null) {
            key = new TlsFile("sslKey", defaultFile(tls, "postgresql.key"), "default, beside " + certificate);
        }
        return new TlsFiles(certificate, key, null);
    }

    /** False for default files that are better left aside: with optional encryption, connecting does not depend on them. */
    private static boolean checkIdentity(TlsFiles files, Tls tls, Consumer<String> warnings, List<String> problems) {
        try {
            ClientIdentity identity = files.identity(tls);
            Instant end = identity.chain().get(0).getNotAfter().toInstant();
            if (end.isBefore(Instant.now())) {
                warnings.accept("The client certificate " + files.identityFile() + " expired on " + end
                        + "; a server that asks for one will refuse it.");
            }
            warnIfOthersMayRead(files.key == null ? files.certificate : files.key, warnings);
            return true;
        } catch (PgmiException e) {
            boolean optional = tls.mode().value() == SslMode.ALLOW || tls.mode().value() == SslMode.PREFER;
            if (optional && tls.certificate() == null && tls.key() == null) {
                e.problems().forEach(problem -> warnings.accept("No client certificate is used: " + problem));
                return false;
            }
            problems.addAll(e.problems());
            return true;
        }
    }

    private ClientIdentity identity(Tls tls) {
        Secret passphrase = tls.keyPassword() == null ? null : tls.keyPassword().value();
        return ClientIdentity.read(certificate, key, passphrase);
    }

    /** For messages. */
    @Nullable
    TlsFile identityFile() {
        return certificate == null ? key : certificate;
    }

    private static void warnIfOthersMayRead(@Nullable TlsFile key, Consumer<String> warnings) {
        if (key == null) {
            return;
        }
        try {
            PosixFileAttributes attributes = Files.readAttributes(Path.of(key.name()), PosixFileAttributes.class);
            Set<PosixFilePermission> allowed = attributes.owner().getName().equals("root") ? OF_ROOT : FOR_THE_OWNER;
            if (!allowed.containsAll(attributes.permissions())) {
                warnings.accept(key + " can be read by others. Protect it: chmod 600 " + key.name());
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Windows: libpq does not look there either.
        }
    }

    private static @Nullable TlsFile file(
            String setting, @Nullable Resolved<String> given, Tls tls, String defaultName) {
        if (given != null) {
            return new TlsFile(setting, given.value(), given.whence());
        }
        String name = defaultFile(tls, defaultName);
        return !defaultName.isEmpty() && exists(name) ? new TlsFile(setting, name, "default") : null;
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String defaultFile(Tls tls, String name) {
        try {
            return Path.of(tls.defaultFolder(), name).toString();
        } catch (InvalidPathException e) {
            return name;
        }
    }
}
