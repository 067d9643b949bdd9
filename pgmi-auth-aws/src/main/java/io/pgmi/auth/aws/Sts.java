// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** AWS's service that hands out credentials for a role. */
final class Sts {
    private Sts() {}

    /** A request with an identity token is not signed. */
    static StsClient client(AwsSettings settings) {
        StsClientBuilder builder = StsClient.builder()
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
