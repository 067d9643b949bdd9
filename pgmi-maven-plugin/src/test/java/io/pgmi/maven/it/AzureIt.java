// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven.it;

import io.pgmi.testing.FrontDoor;
import io.pgmi.testing.azure.AzureCloud;
import io.pgmi.testing.azure.Identity;
import io.pgmi.testing.azure.Identity.Trouble;
import java.io.File;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What the prebuild scripts of the tests with Azure share: a cloud of the test's own before the shared server. */
public final class AzureIt implements AutoCloseable {
    public static final String TENANT = "11111111-2222-3333-4444-555555555555";
    public static final String SECRET = "sentinel~client.secret";

    /** The role that is made for {@link #application} in each test. */
    public static final String ROLE = "shop-deployer";

    private final File basedir;
    private final AzureCloud cloud;
    private final FrontDoor door;

    private AzureIt(File basedir, AzureCloud cloud, FrontDoor door) {
        this.basedir = basedir;
        this.cloud = cloud;
        this.door = door;
    }

    public static AzureIt start(File basedir) throws IOException, SQLException {
        role(ROLE);
        AzureCloud cloud = new AzureCloud();
        cloud.trustStore(basedir.toPath().resolve("trust.p12"));
        return new AzureIt(basedir, cloud, cloud.frontDoor(ItServer.HOST, ItServer.port()));
    }

    /** Makes a role that may create databases, where no other test has. */
    public static void role(String name) throws SQLException {
        ItModule.role(name);
    }

    public AzureCloud getCloud() {
        return cloud;
    }

    public FrontDoor getDoor() {
        return door;
    }

    /** An application, and the role for it; what comes of asking for its token, by the name of a {@link Trouble}. */
    public Identity application(String clientId, String trouble) {
        return identity(clientId, SECRET, trouble);
    }

    public Identity managed(String clientId) {
        return identity(clientId, null, "NONE");
    }

    public Identity workload(String clientId, String federatedToken) {
        return identity(clientId, federatedToken, "NONE");
    }

    private Identity identity(String clientId, String secret, String trouble) {
        Identity identity = new Identity(TENANT, clientId, "oid-" + clientId, secret, Trouble.valueOf(trouble));
        return cloud.add(identity);
    }

    /** The variables of a service principal. */
    public static Map<String, String> principal(String clientId) {
        return Map.of("AZURE_TENANT_ID", TENANT, "AZURE_CLIENT_ID", clientId, "AZURE_CLIENT_SECRET", SECRET);
    }

    /**
     * Makes a module of the test's build, which deploys to a database of its own through the front door.
     *
     * @param variables of its .env file, beside those that keep it with our cloud
     * @param parameters of the plugin, in place of ours
     */
    public void module(String name, Map<String, String> variables, Map<String, String> parameters) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("host", "localhost");
        all.put("port", Integer.toString(door.port()));
        all.put("username", ROLE);
        all.putAll(parameters);
        ItModule.write(basedir, name, withOurs(variables), all);
    }

    /** Writes a project's .env, so that its deployment meets our cloud and nothing of this machine's. */
    public void environment(String folder, Map<String, String> variables) throws IOException {
        ItModule.environment(basedir, folder, withOurs(variables));
    }

    private Map<String, String> withOurs(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>();
        all.put("AZURE_AUTHORITY_HOST", cloud.authorityHost());
        all.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://localhost:1");
        all.put("AZURE_TOKEN_CREDENTIALS", "prod"); // not whoever is logged in here
        all.putAll(variables);
        return all;
    }

    @Override
    public void close() throws IOException {
        door.close();
        cloud.close();
    }
}
