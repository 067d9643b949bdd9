// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import io.pgmi.Secret;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.AuthSetting;
import io.pgmi.testing.google.GoogleCloud;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Requests against stand-ins; nothing of this process's environment counts. */
record Requests(String instance, String username, Map<String, String> environment) {
    static final String ROLE = "deployer@shop.iam";
    static final String ACCOUNT = ROLE + ".gserviceaccount.com";

    /** Whoever has the key in that file, at the one instance there is. */
    static Requests to(GoogleCloud cloud, Path folder) {
        return new Requests(
                GoogleCloud.INSTANCE,
                ROLE,
                Map.of(
                        "CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL", cloud.adminUrl(),
                        "CLOUDSDK_CONFIG", folder.resolve("no-gcloud").toString(),
                        "NO_GCE_CHECK", "true"));
    }

    Requests with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Requests(instance, username, Map.copyOf(more));
    }

    Requests withKey(Path file) {
        return with("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
    }

    Requests withInstance(String name) {
        return new Requests(name, username, environment);
    }

    Requests withUsername(String name) {
        return new Requests(instance, name, environment);
    }

    AuthRequest request() {
        return new AuthRequest(
                instance,
                3307,
                "shop",
                username,
                Map.of(
                        "googleInstance", new AuthSetting(new Secret(instance), "-Dpgmi.googleInstance"),
                        "sslMode", new AuthSetting(new Secret("verify-full"), "default"),
                        "connectTimeout", new AuthSetting(new Secret("10000"), "default")),
                environment::get);
    }
}
