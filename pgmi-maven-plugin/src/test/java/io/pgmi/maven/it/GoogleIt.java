// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven.it;

import io.pgmi.testing.google.GoogleCloud;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What the prebuild scripts of the tests with Google share: a cloud of the test's own before the shared server. */
public final class GoogleIt {
    private final File basedir;
    private final GoogleCloud cloud;

    private GoogleIt(File basedir, GoogleCloud cloud) {
        this.basedir = basedir;
        this.cloud = cloud;
    }

    public static GoogleIt start(File basedir) throws IOException {
        return new GoogleIt(basedir, new GoogleCloud(basedir.getPath(), ItServer.HOST, ItServer.port()));
    }

    public GoogleCloud getCloud() {
        return cloud;
    }

    /** Makes a role that may create databases, where no other test has; each setting follows ALTER ROLE …. */
    public void role(String name, String... settings) throws SQLException {
        ItModule.role(name, settings);
    }

    /** A service account's key file. */
    public String key(String account) throws IOException {
        return cloud.serviceAccount(account)
                .keyFile(basedir.toPath(), cloud.tokenUrl())
                .toString();
    }

    /** Writes a project's .env, so that its deployment meets our cloud and nothing of this machine's. */
    public void environment(String project, Map<String, String> variables) throws IOException {
        ItModule.environment(basedir, project, withOurs(variables));
    }

    private Map<String, String> withOurs(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>();
        all.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL", cloud.adminUrl());
        all.put("CLOUDSDK_CONFIG", new File(basedir, "no-gcloud").getPath());
        if (!variables.containsKey("GCE_METADATA_HOST")) {
            all.put("NO_GCE_CHECK", "true");
        }
        all.putAll(variables);
        return all;
    }

    /** Makes a module of the test's build that deploys to a database of its own. */
    public void module(String name, Map<String, String> variables, Map<String, String> parameters) throws IOException {
        ItModule.write(basedir, name, withOurs(variables), parameters);
    }

    /** By what would be given with -D; the database is the test's own. */
    public void point(Map<String, String> more) throws IOException {
        StringBuilder text = new StringBuilder("pgmi.database=" + ItServer.database(basedir) + "\n");
        more.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Files.writeString(basedir.toPath().resolve("test.properties"), text);
    }
}
