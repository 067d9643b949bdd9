// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * The profile of AWS's config and credentials files that this run uses ({@code $AWS_PROFILE}, {@code $AWS_CONFIG_FILE},
 * {@code $AWS_SHARED_CREDENTIALS_FILE}).
 *
 * @param name {@code default} where none is chosen
 * @param chosen whether somebody named it, so that it has to be there
 */
record Profile(String name, boolean chosen, ProfileFile file) {
    private static final List<String> OF_CREDENTIALS =
            List.of("aws_access_key", "role_", "sso_", "credential_", "web_identity", "login_");

    static Profile of(AwsSettings settings) {
        String chosen = settings.variable("AWS_PROFILE");
        String name = chosen == null ? "default" : chosen;
        ProfileFile.Aggregator files = ProfileFile.aggregator();
        add(files, settings.variable("AWS_SHARED_CREDENTIALS_FILE"), "credentials", ProfileFile.Type.CREDENTIALS);
        add(files, settings.variable("AWS_CONFIG_FILE"), "config", ProfileFile.Type.CONFIGURATION);
        ProfileFile file = files.build();
        if (chosen != null && file.profile(name).isEmpty()) {
            throw new PgmiException(
                    Outcome.INVALID_CONFIGURATION,
                    "credentials: there is no profile '" + chosen + "' ($AWS_PROFILE) in AWS's config and credentials"
                            + " files. 'aws configure list-profiles' shows those that there are.");
        }
        return new Profile(name, chosen != null, file);
    }

    private static void add(ProfileFile.Aggregator files, @Nullable String given, String name, ProfileFile.Type type) {
        Path path = given == null ? Path.of(System.getProperty("user.home", "."), ".aws", name) : Path.of(given);
        if (!Files.isRegularFile(path)) {
            return;
        }
        try {
            files.addFile(ProfileFile.builder().content(path).type(type).build());
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            throw new PgmiException(
                    Outcome.INVALID_CONFIGURATION,
                    "credentials: AWS's file " + path + " cannot be read: " + e.getMessage()
                            + ". Correct it; 'aws configure list-profiles' reads it too.",
                    e);
        }
    }

    Optional<String> region() {
        return file.profile(name).flatMap(profile -> profile.property(ProfileProperty.REGION));
    }

    boolean isThere() {
        return file.profile(name).isPresent();
    }

    /** One may be there for its region only. */
    boolean hasCredentials() {
        return chosen
                || file.profile(name).stream()
                        .flatMap(profile -> profile.properties().keySet().stream())
                        .anyMatch(key -> OF_CREDENTIALS.stream().anyMatch(key::startsWith));
    }
}
