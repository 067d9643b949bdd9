// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.aws;

import io.pgmi.testing.FrontDoor;
import io.pgmi.testing.TestAuthority;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.GeneralName;

/** An account with RDS instances, and the {@link CredentialService} that hands out credentials for it. */
public final class AwsCloud implements AutoCloseable {
    /** In IAM, for whom the keys are known beforehand. */
    public static final String ACCESS_KEY = "AKIDEXAMPLE";

    public static final String SECRET_KEY = "sentinel-aws-secret-key";

    /** What the container's service and STS want to see. */
    public static final String AUTHORIZATION = "sentinel-aws-authorization";

    private final Map<String, String> keys = new ConcurrentHashMap<>(Map.of(ACCESS_KEY, SECRET_KEY));
    private final TestAuthority authority = new TestAuthority("rds");
    private final CredentialService service;

    public AwsCloud() throws IOException {
        service = new CredentialService(AUTHORIZATION, keys);
    }

    /** Where credentials are to be had: STS, and below it {@code /container} and an EC2 instance's {@code /latest}. */
    public String endpoint() {
        return service.endpoint(Trouble.NONE);
    }

    /** The same, but something is wrong with it. */
    public String endpoint(Trouble trouble) {
        return service.endpoint(trouble);
    }

    /** The variables of a session that was begun elsewhere. */
    public Map<String, String> session() {
        return service.session();
    }

    /** How many credentials were handed out. */
    public int issued() {
        return service.issued();
    }

    /** How often somebody asked there. */
    public int asked(Trouble trouble) {
        return service.asked(trouble);
    }

    public TestAuthority authority() {
        return authority;
    }

    /**
     * An instance in that region, before a real server.
     *
     * @param name the instance's host name, which a client has to sign
     * @param clock what it takes for the time
     */
    public FrontDoor instance(String name, String region, Clock clock, String host, int port) throws IOException {
        FrontDoor[] door = new FrontDoor[1];
        door[0] = new FrontDoor(
                authority
                        .server(name, new GeneralName(GeneralName.dNSName, name))
                        .serverContext(),
                host,
                port,
                (role, database, password) -> refusal(name + ":" + door[0].port(), role, region, clock, password));
        return door[0];
    }

    private Optional<String> refusal(String address, String role, String region, Clock clock, String password) {
        try {
            RdsToken token = RdsToken.parse(password);
            String key = token.of("X-Amz-Credential").split("/", 2)[0];
            String secret = keys.get(key);
            return secret == null
                    ? Optional.of("unknown key")
                    : token.refusal(address, role, region, secret, clock.instant());
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
