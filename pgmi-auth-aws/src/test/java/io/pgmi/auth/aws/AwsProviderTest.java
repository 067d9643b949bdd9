// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.auth.AuthCredentials;
import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.suite.AuthProviderContract;
import io.pgmi.testing.aws.AwsCloud;
import io.pgmi.testing.aws.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real SDK, with a web identity, which is the way with the most that could be left behind: STS is a stand-in. */
class AwsProviderTest extends AuthProviderContract {
    private final AwsCloud cloud;

    @TempDir
    Path folder;

    AwsProviderTest() throws IOException {
        cloud = new AwsCloud();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Override
    protected AuthProvider provider() {
        return new AwsProvider();
    }

    @Override
    protected AuthRequest request() {
        return identity(cloud.endpoint());
    }

    private AuthRequest identity(String endpoint) {
        try {
            return new Requests(folder).identity(endpoint).request();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Optional<Integer> issued() {
        return Optional.of(cloud.issued());
    }

    @Override
    protected Optional<AuthRequest> incompleteRequest() {
        return Optional.of(new Requests(folder)
                .with("AWS_ACCESS_KEY_ID", "id")
                .region("Ireland", "-Dpgmi.awsRegion")
                .request());
    }

    @Override
    protected Optional<AuthProvider> unreachable() {
        cloud.close();
        return Optional.of(new AwsProvider());
    }

    @Test
    void everyProblemIsToldWithItsOrigin() {
        try (AuthProvider provider = provider()) {
            assertThat(provider.problems(incompleteRequest().orElseThrow()))
                    .containsExactly(
                            "awsRegion 'Ireland' (-Dpgmi.awsRegion) is not a region. Write it as in eu-west-1.",
                            "$AWS_ACCESS_KEY_ID is set without $AWS_SECRET_ACCESS_KEY. Set both, or none to use a profile or a"
                                    + " role.");
        }
    }

    @Test
    void tokenIsForHostPortAndRoleAndLivesFifteenMinutes() throws Exception {
        try (AuthProvider provider = provider()) {
            AuthCredentials credentials =
                    provider.credentials(new Requests(folder).keys().request(), Requests.TIMEOUT);
            assertThat(credentials.secret().reveal())
                    .startsWith(Requests.HOST + ":5432/?")
                    .contains(
                            "DBUser=app%20user",
                            "Action=connect", AwsCloud.ACCESS_KEY + "%2F", "%2Feu-west-1%2Frds-db%2F");
            assertThat(Duration.between(Instant.now(), credentials.expiry()))
                    .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
        }
    }

    @Test
    void tokenDiesWithItsSession() throws Exception {
        try (AuthProvider provider = provider()) {
            AuthCredentials credentials =
                    provider.credentials(identity(cloud.endpoint(Trouble.BRIEF)), Requests.TIMEOUT);
            assertThat(credentials.expiry()).isBefore(Instant.now().plusSeconds(181));
        }
    }

    @Test
    void remedyNamesWhatTheTokenWasForGrantAndPolicy() {
        try (AuthProvider provider = provider()) {
            assertThat(provider.remedy(request()))
                    .startsWith("The token was for port 5432 and region eu-west-1 (the host's name). ")
                    .contains("GRANT rds_iam TO \"app user\"", "rds-db:connect", "clock");
            assertThat(provider.remedy(new Requests(folder)
                            .region("us-east-1", "$AWS_REGION")
                            .request()))
                    .contains("region us-east-1 ($AWS_REGION), but the host's name says eu-west-1.");
            assertThat(provider.remedy(
                            new Requests(folder).host("db.example.com").request()))
                    .startsWith("The token was for host 'db.example.com', which must be the DB instance's own name");
        }
    }
}
