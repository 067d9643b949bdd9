// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import io.pgmi.Secret;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.AuthSetting;
import io.pgmi.testing.aws.AwsCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Requests to log in, from an environment that has nothing of this machine's. */
final class Requests {
    static final String HOST = "db1.abc123.eu-west-1.rds.amazonaws.com";
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, AuthSetting> settings = new HashMap<>();
    private final Path folder;
    private String host = HOST;

    /** @param folder for the files that a request refers to */
    Requests(Path folder) {
        this.folder = folder;
        with("AWS_CONFIG_FILE", folder.resolve("config").toString());
        with("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("credentials").toString());
        with("AWS_EC2_METADATA_DISABLED", "true");
    }

    Requests with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Requests keys() {
        return with("AWS_ACCESS_KEY_ID", AwsCloud.ACCESS_KEY).with("AWS_SECRET_ACCESS_KEY", AwsCloud.SECRET_KEY);
    }

    Requests identity(String endpoint) throws IOException {
        Path token = Files.writeString(folder.resolve("identity"), AwsCloud.AUTHORIZATION);
        return with("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString())
                .with("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/deployer")
                .with("AWS_ENDPOINT_URL_STS", endpoint);
    }

    Requests config(String text) throws IOException {
        Files.writeString(folder.resolve("config"), text);
        return this;
    }

    Requests credentials(String text) throws IOException {
        Files.writeString(folder.resolve("credentials"), text);
        return this;
    }

    Requests region(String region, String origin) {
        settings.put("awsRegion", new AuthSetting(new Secret(region), origin));
        return this;
    }

    Requests host(String name) {
        host = name;
        return this;
    }

    AuthRequest request() {
        return new AuthRequest(host, 5432, "shop", "app user", settings, Map.copyOf(environment)::get);
    }

    String token() throws IOException, InterruptedException {
        try (AwsProvider provider = new AwsProvider()) {
            return provider.credentials(request(), TIMEOUT).secret().reveal();
        }
    }
}
