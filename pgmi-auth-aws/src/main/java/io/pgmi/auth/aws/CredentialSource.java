// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A place where AWS's SDK finds credentials. They are asked one by one in the order of its default chain, whose own failure
 * does not tell whether it helps to ask again; one that was set up is the one, and its failure ends the search.
 *
 * @param name in the user's words
 * @param isSetUp whether it is meant to be used
 */
record CredentialSource(String name, boolean isSetUp, Supplier<AwsCredentialsProvider> provider) {
    static AwsCredentials firstOf(AwsSettings settings, Profile profile) throws IOException {
        List<String> tried = new ArrayList<>();
        for (CredentialSource source : all(settings, profile)) {
            AwsCredentialsProvider provider = source.provider().get();
            try {
                return provider.resolveCredentials();
            } catch (RuntimeException e) { // what the SDK throws for an answer that lacks something is not of its own
                CredentialFailure failure = CredentialFailure.of(source.name(), e);
                if (source.isSetUp() && failure.isTransient()) {
                    throw failure.toIOException();
                }
                if (source.isSetUp()) {
                    throw failure.toPgmiException();
                }
                tried.add(source.name() + ": " + failure.reason());
            } finally {
                if (provider instanceof SdkAutoCloseable closeable) {
                    closeable.close();
                }
            }
        }
        throw new PgmiException(
                Outcome.CONNECTION_FAILED,
                "credentials: none found. Tried: $AWS_ACCESS_KEY_ID and $AWS_SECRET_ACCESS_KEY: not set;"
                        + " $AWS_WEB_IDENTITY_TOKEN_FILE: not set; profile '" + profile.name() + "': "
                        + (profile.isThere() ? "without credentials" : "not there")
                        + "; container: none; "
                        + (tried.isEmpty() ? "EC2 instance: switched off" : String.join("; ", tried))
                        + ". Log in with 'aws sso login' or 'aws configure', set the variables, or run where a role is given.");
    }

    private static List<CredentialSource> all(AwsSettings settings, Profile profile) {
        List<CredentialSource> sources = new ArrayList<>();
        if (settings.variable(AwsSettings.ACCESS_KEY) != null) {
            sources.add(new CredentialSource("$AWS_ACCESS_KEY_ID", true, () -> keys(settings)));
        }
        if (settings.variable(AwsSettings.TOKEN_FILE) != null) {
            sources.add(new CredentialSource("$AWS_WEB_IDENTITY_TOKEN_FILE", true, () -> new WebIdentity(settings)));
        }
        if (profile.isThere() && profile.hasCredentials()) {
            sources.add(new CredentialSource(
                    "profile '" + profile.name() + "'", true, () -> ProfileCredentialsProvider.builder()
                            .profileFile(profile.file())
                            .profileName(profile.name())
                            .build()));
        }
        if (settings.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") != null
                || settings.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") != null
                || System.getProperty("aws.containerCredentialsFullUri") != null) {
            sources.add(new CredentialSource(
                    "the container's credentials", true, () -> ContainerCredentialsProvider.builder()
                            .build()));
        } else if (settings.asksInstance()) {
            sources.add(new CredentialSource("EC2 instance", false, () -> InstanceProfileCredentialsProvider.builder()
                    .build()));
        }
        return sources;
    }

    private static AwsCredentialsProvider keys(AwsSettings settings) {
        String key = String.valueOf(settings.variable(AwsSettings.ACCESS_KEY));
        String secret = String.valueOf(settings.variable(AwsSettings.SECRET_KEY));
        String session = settings.variable(AwsSettings.SESSION_TOKEN);
        return StaticCredentialsProvider.create(
                session == null
                        ? AwsBasicCredentials.create(key, secret)
                        : AwsSessionCredentials.create(key, secret, session));
    }

    /** With the client that it asks, which it does not close itself. */
    private static final class WebIdentity implements AwsCredentialsProvider, SdkAutoCloseable {
        private final StsClient client;
        private final StsWebIdentityTokenFileCredentialsProvider provider;

        WebIdentity(AwsSettings settings) {
            client = Sts.client(settings);
            provider = StsWebIdentityTokenFileCredentialsProvider.builder()
                    .stsClient(client)
                    .roleArn(settings.variable(AwsSettings.ROLE_ARN))
                    .roleSessionName(Sts.sessionName(settings))
                    .webIdentityTokenFile(Path.of(String.valueOf(settings.variable(AwsSettings.TOKEN_FILE))))
                    .build();
        }

        @Override
        public AwsCredentials resolveCredentials() {
            return provider.resolveCredentials();
        }

        @Override
        public void close() {
            provider.close();
            client.close();
        }
    }
}
