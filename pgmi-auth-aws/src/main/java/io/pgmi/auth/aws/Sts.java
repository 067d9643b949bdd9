// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** AWS's service that hands out credentials for a role. */
final class Sts {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Sts() {}

    /**
     * A request with an identity token is not signed. One attempt, since the connection's own cover it, and no socket that
     * waits for a second request.
     */
    static StsClient client(AwsSettings settings) {
        StsClientBuilder builder = StsClient.builder()
                .overrideConfiguration(once -> once.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(TIMEOUT)
                        .putHeader("Connection", "close"))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .region(Region.of(region(settings)));
        String endpoint = settings.variable("AWS_ENDPOINT_URL_STS");
        return endpoint == null
                ? builder.build()
                : builder.endpointOverride(URI.create(endpoint)).build();
    }

    private static String region(AwsSettings settings) {
        String given =
                settings.region() == null ? null : settings.region().value().reveal();
        return given == null ? settings.regionOfHost().orElse("us-east-1") : given;
    }

    static String sessionName(AwsSettings settings) {
        @Nullable String given = settings.variable("AWS_ROLE_SESSION_NAME");
        return given == null ? "pgmi" : given;
    }
}
