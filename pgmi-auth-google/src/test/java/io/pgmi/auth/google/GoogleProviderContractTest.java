// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.suite.AuthProviderContract;
import io.pgmi.testing.google.GoogleCloud;
import io.pgmi.testing.google.ServiceAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** With the key of a service account. */
class GoogleProviderContractTest extends AuthProviderContract {
    @TempDir
    Path folder;

    private GoogleCloud cloud;
    private Requests requests;
    private ServiceAccount account;

    @BeforeEach
    void start() throws IOException {
        cloud = new GoogleCloud("contract", "127.0.0.1", 1);
        account = cloud.serviceAccount(Requests.ACCOUNT);
        requests = Requests.to(cloud, folder).withKey(account.keyFile(folder, cloud.tokenUrl()));
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    @Override
    protected AuthProvider provider() {
        return new GoogleProvider();
    }

    @Override
    protected AuthRequest request() {
        return requests.request();
    }

    @Override
    protected Optional<Integer> issued() {
        return Optional.of(cloud.certificates());
    }

    @Override
    protected Optional<AuthRequest> incompleteRequest() {
        return Optional.of(requests.withInstance("shop").request());
    }

    @Override
    protected Optional<AuthProvider> unreachable() {
        try {
            requests = requests.withKey(account.keyFile(folder, "http://127.0.0.1:1/token"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Optional.of(new GoogleProvider());
    }
}
