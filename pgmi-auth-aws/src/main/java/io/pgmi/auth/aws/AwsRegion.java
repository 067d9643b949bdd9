// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;

/**
 * The region that a token is for: what was set; the profile's; the one in the host's name; the one of the EC2 instance that
 * this runs on. That comes last because a database may be in another region than the machine that deploys to it.
 */
final class AwsRegion {
    private AwsRegion() {}

    static Region of(AwsSettings settings, Profile profile) {
        if (settings.region() != null) {
            return Region.of(settings.region().value().reveal());
        }
        return profile.region()
                .or(settings::regionOfHost)
                .or(() -> settings.asksInstance() ? ofInstance() : Optional.empty())
                .map(Region::of)
                .orElseThrow(() -> new PgmiException(
                        Outcome.INVALID_CONFIGURATION,
                        "region: none is set, profile '" + profile.name() + "' has none, and host '" + settings.host()
                                + "' is no name of RDS that tells it. Give -Dpgmi.awsRegion=eu-west-1, <awsRegion>,"
                                + " $AWS_REGION or aws_region in pgmi.yaml."));
    }

    private static Optional<String> ofInstance() {
        try {
            return Optional.ofNullable(new InstanceProfileRegionProvider().getRegion())
                    .map(Region::id);
        } catch (SdkException e) {
            return Optional.empty(); // not on EC2
        }
    }
}
