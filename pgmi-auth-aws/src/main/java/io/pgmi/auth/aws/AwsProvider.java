// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import io.pgmi.Secret;
import io.pgmi.auth.AuthCredentials;
import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

/**
 * Logs in with a token of AWS's IAM as the password (Amazon RDS, "IAM database authentication"). The token is signed here,
 * with the credentials that AWS's SDK finds; the only ones asked over the network are those that hand out credentials. Keeps
 * nothing between two tokens, so there is nothing to close.
 */
public final class AwsProvider implements AuthProvider {
    /** RDS checks the token at the log-in only, and for so long. */
    private static final Duration VALIDITY = Duration.ofMinutes(15);

    @Override
    public String id() {
        return "aws";
    }

    @Override
    public List<String> problems(AuthRequest request) {
        return AwsSettings.of(request).problems();
    }

    @Override
    public AuthCredentials credentials(AuthRequest request, Duration timeout) throws IOException, InterruptedException {
        QuietLoggers.configure();
        AwsSettings settings = AwsSettings.of(request);
        Profile profile = Profile.of(settings);
        AwsRegion region = AwsRegion.of(settings, profile);
        AwsCredentials credentials = CredentialSource.firstOf(settings, profile);
        String token = RdsUtilities.builder()
                .region(Region.of(region.name()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build()
                .generateAuthenticationToken(sign ->
                        sign.hostname(request.host()).port(request.port()).username(request.username()));
        Instant expiry = Instant.now().plus(VALIDITY);
        Optional<Instant> ofCredentials = credentials.expirationTime().filter(expiry::isAfter);
        return new AuthCredentials(new Secret(token), ofCredentials.orElse(expiry), Map.of());
    }

    @Override
    public String remedy(AuthRequest request) {
        AwsSettings settings = AwsSettings.of(request);
        AwsRegion region = AwsRegion.configured(settings, Profile.of(settings))
                .orElse(new AwsRegion("of the EC2 instance", "no other is set"));
        Optional<String> ofHost = settings.regionOfHost();
        String address = ofHost.isEmpty()
                ? "The token was for host '" + request.host() + "', which must be the DB instance's own name, not an"
                        + " alias's or a tunnel's; "
                : "The token was for ";
        return address + "port " + request.port() + " and region " + region.name() + " (" + region.origin() + ")"
                + ofHost.filter(name -> !name.equals(region.name()))
                        .map(name -> ", but the host's name says " + name)
                        .orElse("")
                + ". IAM database authentication must be on for the DB instance. As a superuser: GRANT rds_iam TO \""
                + request.username().replace("\"", "\"\"")
                + "\"; the identity ('aws sts get-caller-identity' shows it) needs a policy that allows rds-db:connect on"
                + " arn:aws:rds-db:REGION:ACCOUNT:dbuser:RESOURCE-ID/" + request.username()
                + ". The instance refuses everybody while this machine's clock is wrong.";
    }
}
