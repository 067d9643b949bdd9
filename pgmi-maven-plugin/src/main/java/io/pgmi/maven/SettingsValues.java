// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** Decrypts single values of settings.xml with Maven's own means, which differ from version to version. */
@Named
@Singleton
final class SettingsValues {
    /** What mvn --encrypt-password (Maven 3) and mvnenc (Maven 4) make: whatever a Maven returns, this is no password. */
    private static final Pattern ENCRYPTED = Pattern.compile("\\{(?:\\[[^]]*])?[A-Za-z0-9+/=\\s]{24,}\\}");

    private final SettingsDecrypter decrypter;

    @Inject
    SettingsValues(SettingsDecrypter decrypter) {
        this.decrypter = decrypter;
    }

    /**
     * A value as it is meant.
     *
     * @param failure why it could not be decrypted; null where it is plain now
     */
    record Decrypted(String text, @Nullable String failure) {
        @Override
        public String toString() {
            return "[decrypted value]";
        }
    }

    /** By way of a server that has nothing but this as its password: so each value has its own problem, if any. */
    Decrypted decrypt(String serverId, String written) {
        Server server = new Server();
        server.setId(serverId);
        server.setPassword(written);
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        for (SettingsProblem problem : result.getProblems()) {
            if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
                return new Decrypted("", reason(problem, written));
            }
        }
        String text = result.getServer().getPassword();
        return text.equals(written) && ENCRYPTED.matcher(text).find()
                ? new Decrypted("", "Maven left it encrypted")
                : new Decrypted(text, null);
    }

    private static String reason(SettingsProblem problem, String written) {
        String text = String.valueOf(problem.getMessage()).replace(written, "…");
        return text.replaceAll("\\s+", " ").strip().replaceAll("\\.$", "");
    }

    /** What to do about a value that could not be decrypted. */
    static String remedy(MavenSession session) {
        String named = session.getUserProperties()
                .getProperty("settings.security", System.getProperty("settings.security", ""));
        Path file = named.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".m2", "settings-security.xml")
                : Path.of(named);
        String cause = Files.exists(file)
                ? "Most likely it was encrypted with another master password than the one in " + file
                        + ": encrypt it anew"
                : "There is no " + file
                        + " with the master password: make one with mvn --encrypt-master-password (Maven 4: mvnenc init),"
                        + " then encrypt the value";
        return cause
                + " with mvn --encrypt-password (Maven 4: mvnenc encrypt). Or keep it out of the file: ${env.NAME} stands for the"
                + " environment variable. A brace in a value that is not encrypted is written \\{.";
    }
}
