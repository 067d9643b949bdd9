// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven.it;

import io.pgmi.testing.FrontDoor;
import io.pgmi.testing.aws.AwsCloud;
import io.pgmi.testing.aws.Trouble;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What the prebuild scripts of the tests with AWS share: a cloud of the test's own before the shared server. */
public final class AwsIt implements AutoCloseable {
    /** The name of the one instance, which is in eu-west-1: each test's hosts file has it. */
    public static final String HOST = "db1.abc123.eu-west-1.rds.amazonaws.com";

    public static final String ROLE = "iam_deployer";

    private final File basedir;
    private final AwsCloud cloud;
    private final FrontDoor door;
    private final FrontDoor late;
    private final Path root;
    private final Path token;

    private AwsIt(File basedir) throws IOException {
        this.basedir = basedir;
        cloud = new AwsCloud();
        door = instance(Clock.systemUTC());
        late = instance(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(16)));
        root = cloud.authority().file(basedir.toPath());
        token = Files.writeString(basedir.toPath().resolve("token"), AwsCloud.AUTHORIZATION);
    }

    public static AwsIt start(File basedir) throws IOException, SQLException {
        ItModule.role(ROLE);
        return new AwsIt(basedir);
    }

    private FrontDoor instance(Clock clock) throws IOException {
        return cloud.instance(HOST, "eu-west-1", clock, ItServer.HOST, ItServer.port());
    }

    public AwsCloud getCloud() {
        return cloud;
    }

    public FrontDoor getDoor() {
        return door;
    }

    /** The instance once more, for whose clock each of our tokens is older than 15 minutes. */
    public FrontDoor getLate() {
        return late;
    }

    /** The variables of a user of IAM. */
    public static Map<String, String> keys() {
        return Map.of("AWS_ACCESS_KEY_ID", AwsCloud.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", AwsCloud.SECRET_KEY);
    }

    /** The variables of a session, as CI servers set them. */
    public Map<String, String> sessionKeys() {
        return cloud.session();
    }

    /** Those of a web identity. */
    public Map<String, String> identity(String endpoint) {
        return Map.of(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                token.toString(),
                "AWS_ROLE_ARN",
                "arn:aws:iam::123456789012:role/deployer",
                "AWS_ENDPOINT_URL_STS",
                endpoint);
    }

    /** Where something is wrong, by the name of a {@link Trouble}. */
    public String endpoint(String trouble) {
        return cloud.endpoint(Trouble.valueOf(trouble));
    }

    public int asked(String trouble) {
        return cloud.asked(Trouble.valueOf(trouble));
    }

    /**
     * Makes a module of the test's build, which deploys to a database of its own through the front door.
     *
     * @param parameters of the plugin, in place of ours
     */
    public void module(String name, Map<String, String> variables, Map<String, String> parameters) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("host", HOST);
        all.put("port", Integer.toString(door.port()));
        all.put("username", ROLE);
        all.put("aws", "true");
        all.put("sslMode", "verify-full");
        all.put("sslRootCert", root.toString());
        all.putAll(parameters);
        ItModule.write(basedir, name, withOurs(variables), all);
    }

    /** Writes a project's .env, so that its deployment meets our cloud and nothing of this machine's. */
    public void environment(String folder, Map<String, String> variables) throws IOException {
        ItModule.environment(basedir, folder, withOurs(variables));
    }

    private static Map<String, String> withOurs(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>();
        all.put("AWS_EC2_METADATA_DISABLED", "true");
        all.put("AWS_CONFIG_FILE", "none");
        all.put("AWS_SHARED_CREDENTIALS_FILE", "none");
        all.putAll(variables);
        return all;
    }

    /** System properties of the build's JVM: what the SDK takes from nowhere else. */
    public void jvm(String... options) throws IOException {
        Path folder = Files.createDirectories(basedir.toPath().resolve(".mvn"));
        Files.writeString(folder.resolve("jvm.config"), String.join(" ", options));
    }

    @Override
    public void close() throws IOException {
        door.close();
        late.close();
        cloud.close();
    }
}
