// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.PgmiException;
import io.pgmi.Secret;
import io.pgmi.auth.AuthCredentials;
import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.AuthSetting;
import io.pgmi.auth.suite.AuthProviderContract;
import io.pgmi.testing.aws.AwsCloud;
import io.pgmi.testing.aws.AwsCloud.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real SDK, with the token of a web identity: STS is a stand-in, everything else is not. */
class AwsProviderTest extends AuthProviderContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String HOST = "db1.abc123.eu-west-1.rds.amazonaws.com";

    private final AwsCloud cloud;

    @TempDir
    Path folder;

    AwsProviderTest() throws IOException {
        cloud = new AwsCloud();
    }

    @BeforeEach
    void writeIdentity() throws IOException {
        Files.writeString(folder.resolve("identity"), AwsCloud.AUTHORIZATION);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private AuthRequest request(Map<String, String> variables, Map<String, AuthSetting> settings, String host) {
        Map<String, String> all = new HashMap<>(Map.of(
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_CONFIG_FILE", folder.resolve("config").toString(),
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("credentials").toString()));
        all.putAll(variables);
        return new AuthRequest(host, 5432, "shop", "app user", settings, all::get);
    }

    private Map<String, String> identity(String endpoint) {
        return Map.of(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                folder.resolve("identity").toString(),
                "AWS_ROLE_ARN",
                "arn:aws:iam::123456789012:role/deployer",
                "AWS_ENDPOINT_URL_STS",
                endpoint);
    }

    @Override
    protected AuthProvider provider() {
        return new AwsProvider();
    }

    @Override
    protected AuthRequest request() {
        return request(identity(cloud.endpoint()), Map.of(), HOST);
    }

    @Override
    protected Optional<Integer> issued() {
        return Optional.of(cloud.issued());
    }

    @Override
    protected Optional<AuthRequest> incompleteRequest() {
        return Optional.of(request(
                Map.of("AWS_ACCESS_KEY_ID", "id"),
                Map.of("awsRegion", new AuthSetting(new Secret("Ireland"), "-Dpgmi.awsRegion")),
                HOST));
    }

    @Override
    protected Optional<AuthProvider> unreachable() {
        cloud.close();
        return Optional.of(new AwsProvider());
    }

    private String token(AuthRequest request) throws Exception {
        try (AuthProvider provider = provider()) {
            return provider.credentials(request, TIMEOUT).secret().reveal();
        }
    }

    private static Map<String, String> keys() {
        return Map.of("AWS_ACCESS_KEY_ID", AwsCloud.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", AwsCloud.SECRET_KEY);
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
            AuthCredentials credentials = provider.credentials(request(keys(), Map.of(), HOST), TIMEOUT);
            assertThat(credentials.secret().reveal())
                    .startsWith(HOST + ":5432/?")
                    .contains(
                            "DBUser=app%20user",
                            "Action=connect", AwsCloud.ACCESS_KEY + "%2F", "%2Feu-west-1%2Frds-db%2F");
            assertThat(Duration.between(Instant.now(), credentials.expiry()))
                    .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
        }
    }

    @Test
    void regionIsWhatWasSetThenTheProfilesThenTheHosts() throws Exception {
        AuthSetting set = new AuthSetting(new Secret("us-east-2"), "-Dpgmi.awsRegion");
        assertThat(token(request(keys(), Map.of("awsRegion", set), HOST))).contains("%2Fus-east-2%2F");
        assertThat(token(request(keys(), Map.of(), "db1.abc123.cn-north-1.rds.amazonaws.com.cn")))
                .contains("%2Fcn-north-1%2F");
        Files.writeString(folder.resolve("config"), "[default]\nregion = ap-south-1\n");
        assertThat(token(request(keys(), Map.of(), HOST))).contains("%2Fap-south-1%2F");
    }

    @Test
    void withoutARegionNothingIsGuessed() {
        assertThatThrownBy(() -> token(request(keys(), Map.of(), "db.example.com")))
                .isInstanceOf(PgmiException.class)
                .hasMessageStartingWith("region: none is set")
                .hasMessageContaining("'db.example.com'")
                .hasMessageContaining("-Dpgmi.awsRegion=");
    }

    @Test
    void profileIsReadFromItsFiles() throws Exception {
        Files.writeString(
                folder.resolve("credentials"),
                "[other]\naws_access_key_id = AKIDOTHER\naws_secret_access_key = sentinel-of-profile\n");
        assertThat(token(request(Map.of("AWS_PROFILE", "other"), Map.of(), HOST)))
                .contains("AKIDOTHER%2F");
        assertThatThrownBy(() -> token(request(Map.of("AWS_PROFILE", "none"), Map.of(), HOST)))
                .hasMessageContaining("there is no profile 'none' ($AWS_PROFILE)");
    }

    @Test
    void sessionOfAWebIdentityIsInTheToken() throws Exception {
        assertThat(token(request())).contains("ASIA1%2F", "X-Amz-Security-Token=sentinel-aws-session-1");
    }

    @Test
    void containerIsAsked() throws Exception {
        System.setProperty("aws.containerCredentialsFullUri", cloud.endpoint() + "/container");
        System.setProperty("aws.containerAuthorizationToken", AwsCloud.AUTHORIZATION);
        try {
            assertThat(token(request(Map.of(), Map.of(), HOST))).contains("ASIA1%2F");
            cloud.trouble(Trouble.BUSY);
            assertThatThrownBy(() -> token(request(Map.of(), Map.of(), HOST)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("credentials: the container's credentials cannot be asked now");
        } finally {
            System.clearProperty("aws.containerCredentialsFullUri");
            System.clearProperty("aws.containerAuthorizationToken");
        }
    }

    @Test
    void instanceIsAskedForCredentialsAndAtLastForTheRegion() throws Exception {
        System.setProperty("aws.ec2MetadataServiceEndpoint", cloud.endpoint());
        try {
            Map<String, String> onInstance = Map.of("AWS_EC2_METADATA_DISABLED", "false");
            assertThat(token(request(onInstance, Map.of(), HOST))).contains("ASIA1%2F", "%2Feu-west-1%2F");
            assertThat(token(request(onInstance, Map.of(), "db.example.com"))).contains("%2Feu-central-1%2F");
        } finally {
            System.clearProperty("aws.ec2MetadataServiceEndpoint");
        }
    }

    @Test
    void nothingConfiguredIsToldWithAllThatWasTried() {
        assertThatThrownBy(() -> token(request(Map.of(), Map.of(), HOST)))
                .isInstanceOf(PgmiException.class)
                .hasMessageStartingWith("credentials: none found.")
                .hasMessageContaining("$AWS_ACCESS_KEY_ID")
                .hasMessageContaining("profile 'default': not there")
                .hasMessageContaining("EC2 instance: switched off")
                .hasMessageContaining("aws sso login");
    }

    @ParameterizedTest
    @CsvSource({"BUSY,true", "DENIED,false", "NONSENSE,false"})
    void failuresOfStsAreTransientOrNot(Trouble trouble, boolean isTransient) {
        cloud.trouble(trouble);
        assertThatThrownBy(() -> token(request()))
                .isInstanceOf(isTransient ? IOException.class : PgmiException.class)
                .hasMessageStartingWith("credentials: $AWS_WEB_IDENTITY_TOKEN_FILE")
                .hasMessageNotContaining("sentinel");
    }

    @Test
    void remedyNamesTheRole() {
        try (AuthProvider provider = provider()) {
            assertThat(provider.remedy(request())).contains("GRANT rds_iam TO \"app user\"", "rds-db:connect");
        }
    }
}
