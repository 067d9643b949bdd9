// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pgmi.PgmiException;
import io.pgmi.testing.aws.AwsCloud;
import io.pgmi.testing.aws.Trouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each place that credentials may come from, with the real SDK, and each way in which it may fail. */
class CredentialSourceTest {
    private static final String KEYS =
            "aws_access_key_id = " + AwsCloud.ACCESS_KEY + "\naws_secret_access_key = " + AwsCloud.SECRET_KEY + "\n";

    private final AwsCloud cloud;
    private final Map<String, String> before = new HashMap<>();

    @TempDir
    Path folder;

    CredentialSourceTest() throws IOException {
        cloud = new AwsCloud();
    }

    @AfterEach
    void restore() {
        cloud.close();
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    private void property(String name, String value) {
        before.putIfAbsent(name, System.getProperty(name));
        System.setProperty(name, value);
    }

    private Requests requests() {
        return new Requests(folder);
    }

    private void container(Trouble trouble) {
        property("aws.containerCredentialsFullUri", cloud.endpoint(trouble) + "/container");
        property("aws.containerAuthorizationToken", AwsCloud.AUTHORIZATION);
    }

    /** With all that -e would print. */
    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void variablesComeFirst() throws Exception {
        requests().credentials("[default]\naws_access_key_id = AKIDOTHER\naws_secret_access_key = other\n");
        assertThat(requests().keys().token())
                .contains("Credential=" + AwsCloud.ACCESS_KEY + "%2F")
                .doesNotContain("Security-Token");
        assertThat(requests().keys().with("AWS_SESSION_TOKEN", "the+session").token())
                .contains("X-Amz-Security-Token=the%2Bsession");
    }

    @Test
    void webIdentity() throws Exception {
        assertThat(requests().identity(cloud.endpoint()).token())
                .contains("ASIA1%2F", "X-Amz-Security-Token=sentinel-aws-session-1");
    }

    @Test
    void keysOfAProfile() throws Exception {
        requests().credentials("[default]\n" + KEYS);
        assertThat(requests().token()).contains(AwsCloud.ACCESS_KEY + "%2F");
        requests().credentials("[other]\n" + KEYS.replace(AwsCloud.ACCESS_KEY, "AKIDOTHER"));
        assertThat(requests().with("AWS_PROFILE", "other").token()).contains("AKIDOTHER%2F");
    }

    @Test
    void roleOfAProfile() throws Exception {
        property("aws.endpointUrlSts", cloud.endpoint());
        requests()
                .config("[profile dev]\nregion = eu-west-1\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\n"
                        + "[profile base]\n" + KEYS);
        assertThat(requests().with("AWS_PROFILE", "dev").token()).contains("ASIA1%2F");
    }

    @Test
    void commandOfAProfile() throws Exception {
        Path file = Files.writeString(
                folder.resolve("keys.json"),
                "{\"Version\":1,\"AccessKeyId\":\"" + AwsCloud.ACCESS_KEY + "\",\"SecretAccessKey\":\"s\"}");
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        requests().config("[default]\ncredential_process = " + (windows ? "cmd /c type " : "cat ") + file + "\n");
        assertThat(requests().token()).contains(AwsCloud.ACCESS_KEY + "%2F");
    }

    private Requests singleSignOn(String expiresAt) throws IOException {
        property("aws.endpointUrlSso", cloud.endpoint());
        // By the SHA-1 of the start URL, as the AWS CLI names it.
        Path cache = Files.createDirectories(Path.of(System.getenv("HOME"), ".aws", "sso", "cache"))
                .resolve("e8be5486177c5b5392bd9aa76563515b29358e6e.json");
        Files.writeString(
                cache,
                "{\"startUrl\":\"https://example.awsapps.com/start\",\"region\":\"eu-west-1\",\"accessToken\":\""
                        + AwsCloud.AUTHORIZATION + "\",\"expiresAt\":\"" + expiresAt + "\"}");
        return requests().config("""
                        [profile dev]
                        sso_start_url = https://example.awsapps.com/start
                        sso_region = eu-west-1
                        sso_account_id = 123456789012
                        sso_role_name = deployer
                        """).with("AWS_PROFILE", "dev");
    }

    @Test
    void singleSignOnOfAProfile() throws Exception {
        assertThat(singleSignOn("2099-01-01T00:00:00Z").token()).contains("ASIA1%2F");
        assertThatThrownBy(() -> singleSignOn("2020-01-01T00:00:00Z").token())
                .isInstanceOf(PgmiException.class)
                .hasMessageStartingWith("credentials: profile 'dev'")
                .hasMessageContaining("aws sso login");
    }

    @Test
    void containersEndpoint() throws Exception {
        container(Trouble.NONE);
        assertThat(requests().token()).contains("ASIA1%2F");
    }

    @Test
    void metadataOfAnInstance() throws Exception {
        property("aws.ec2MetadataServiceEndpoint", cloud.endpoint());
        assertThat(requests().with("AWS_EC2_METADATA_DISABLED", "false").token())
                .contains("ASIA1%2F");
    }

    @Test
    void nothingIsToldWithAllThatWasTried() {
        assertThatThrownBy(() -> requests().token())
                .isInstanceOf(PgmiException.class)
                .hasMessageStartingWith("credentials: none found.")
                .hasMessageContainingAll(
                        "$AWS_ACCESS_KEY_ID",
                        "profile 'default': not there",
                        "container: none",
                        "EC2 instance: switched off",
                        "aws sso login");
    }

    @ParameterizedTest
    @CsvSource({"BUSY,true", "DENIED,false", "NONSENSE,false", "EMPTY,false"})
    void failuresOfStsAreTransientOrNot(Trouble trouble, boolean isTransient) throws Exception {
        Requests requests = requests().identity(cloud.endpoint(trouble));
        Throwable failure = catchThrowable(requests::token);
        assertThat(failure)
                .isInstanceOf(isTransient ? IOException.class : PgmiException.class)
                .hasMessageStartingWith("credentials: $AWS_WEB_IDENTITY_TOKEN_FILE");
        assertThat(printed(failure)).doesNotContain("sentinel");
        // Asking again is the connection's matter.
        assertThat(cloud.asked(trouble)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"BUSY,true", "DENIED,false", "NONSENSE,false", "EMPTY,false"})
    void failuresOfAContainerAreTransientOrNot(Trouble trouble, boolean isTransient) {
        container(trouble);
        Throwable failure = catchThrowable(requests()::token);
        assertThat(failure)
                .isInstanceOf(isTransient ? IOException.class : PgmiException.class)
                .hasMessageStartingWith("credentials: the container's credentials");
        assertThat(printed(failure)).doesNotContain("sentinel");
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "NONSENSE", "DENIED", "EMPTY"})
    void failuresOfAnInstanceAreAmongWhatWasTried(Trouble trouble) {
        property("aws.ec2MetadataServiceEndpoint", cloud.endpoint(trouble));
        Throwable failure = catchThrowable(requests().with("AWS_EC2_METADATA_DISABLED", "false")::token);
        assertThat(failure)
                .isInstanceOf(PgmiException.class)
                .hasMessageStartingWith("credentials: none found.")
                .hasMessageContaining("EC2 instance: ");
        assertThat(printed(failure)).doesNotContain("sentinel");
    }

    /** The SDK's own limit is half a minute, and that four times. */
    @Test
    @Timeout(25)
    void silenceOfStsEnds() {
        assertThatThrownBy(() ->
                        requests().identity(cloud.endpoint(Trouble.SILENT)).token())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("credentials: $AWS_WEB_IDENTITY_TOKEN_FILE cannot be asked now");
    }

    @Test
    @Timeout(25)
    void silenceOfAContainerEnds() {
        container(Trouble.SILENT);
        assertThatThrownBy(() -> requests().token())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("credentials: the container's credentials cannot be asked now");
    }

    @Test
    void profileThatDoesNotExistIsQuoted() {
        assertThatThrownBy(() -> requests().with("AWS_PROFILE", "none").token())
                .hasMessageContainingAll("there is no profile 'none' ($AWS_PROFILE)", "aws configure list-profiles");
    }

    @Test
    void brokenProfileFileIsNamedAndNotQuoted() throws Exception {
        requests().credentials("[default\naws_secret_access_key = sentinel-broken\n");
        Throwable failure = catchThrowable(requests()::token);
        assertThat(failure).hasMessageContaining(folder.resolve("credentials").toString());
        assertThat(printed(failure)).doesNotContain("sentinel");
    }
}
