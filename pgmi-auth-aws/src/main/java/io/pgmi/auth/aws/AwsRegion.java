// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.util.Optional;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;

/**
 * The region that a token is for, which must be the database's. The first that is known: what was set; then as in the SDK's
 * chain the system property and the profile; the one in the host's name; the one of the EC2 instance that this runs on. The
 * last two change places with the SDK's chain: the name of an RDS host is never wrong about it, while the instance may well
 * be in another region, and on other machines it takes seconds to find that there is none to ask.
 *
 * @param origin in the user's words
 */
record AwsRegion(String name, String origin) {
    /** @throws PgmiException INVALID_CONFIGURATION when there is none */
    static AwsRegion of(AwsSettings settings, Profile profile) {
        return configured(settings, profile)
                .or(() -> settings.asksInstance() ? ofInstance() : Optional.empty())
                .orElseThrow(() -> new PgmiException(
                        Outcome.INVALID_CONFIGURATION,
                        "region: none is set, profile '" + profile.name() + "' has none, and host '" + settings.host()
                                + "' is no name of RDS that tells it. Give -Dpgmi.awsRegion=eu-west-1, <awsRegion>,"
                                + " $AWS_REGION or aws_region in pgmi.yaml."));
    }

    /** Without asking anybody. */
    static Optional<AwsRegion> configured(AwsSettings settings, Profile profile) {
        if (settings.region() != null) {
            return Optional.of(new AwsRegion(
                    settings.region().value().reveal(), settings.region().origin()));
        }
        String property = System.getProperty(SdkSystemSetting.AWS_REGION.property(), "");
        if (!property.isBlank()) {
            return Optional.of(new AwsRegion(property.strip(), "-D" + SdkSystemSetting.AWS_REGION.property()));
        }
        return profile.region()
                .map(name -> new AwsRegion(name, "profile '" + profile.name() + "'"))
                .or(() -> settings.regionOfHost().map(name -> new AwsRegion(name, "the host's name")));
    }

    private static Optional<AwsRegion> ofInstance() {
        try {
            return Optional.ofNullable(new InstanceProfileRegionProvider().getRegion())
                    .map(region -> new AwsRegion(region.id(), "the EC2 instance"));
        } catch (SdkException e) {
            return Optional.empty(); // not on EC2
        }
    }
}
