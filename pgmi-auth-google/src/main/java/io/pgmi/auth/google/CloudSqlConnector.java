// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import com.google.cloud.sql.AuthType;
import com.google.cloud.sql.ConnectorConfig;
import com.google.cloud.sql.ConnectorRegistry;
import com.google.cloud.sql.RefreshStrategy;
import com.google.cloud.sql.core.ConnectionConfig;
import com.google.cloud.sql.core.ConnectionMetadata;
import com.google.cloud.sql.core.InternalConnectorRegistry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Google's connector, used as its modules for other drivers do: it says where the instance is, and gives the TLS context with
 * a certificate that the Admin API has just issued. Its registry is shared by all builds in this class loader, so it is
 * reset, which ends its threads, when the last of them is done. Closing it waits for nobody: who is still asking, for up to
 * the 20 seconds that Google's client waits, cleans up.
 */
final class CloudSqlConnector implements AutoCloseable {
    private static final Object LOCK = new Object();
    /** How many of these have the registry, all over the class loader. */
    private static int users;

    private boolean used;
    private boolean closed;
    private int asking;

    /**
     * One round with the Admin API, and a new certificate each time.
     *
     * @param rootUrl of the Admin API; null for Google's own
     * @throws RuntimeException as the connector likes it; {@link AdminApiFailure} understands them
     */
    ConnectionMetadata lookUp(InstanceName instance, IssuedTokens tokens, @Nullable String rootUrl) {
        begin();
        try {
            return ask(instance, tokens, rootUrl);
        } finally {
            end();
        }
    }

    private static ConnectionMetadata ask(InstanceName instance, IssuedTokens tokens, @Nullable String rootUrl) {
        ConnectorConfig config = new ConnectorConfig.Builder()
                .withGoogleCredentials(tokens)
                .withAdminRootUrl(rootUrl)
                .withRefreshStrategy(RefreshStrategy.LAZY)
                .build();
        String name = UUID.randomUUID().toString();
        InternalConnectorRegistry registry = InternalConnectorRegistry.getInstance();
        registry.register(name, config);
        try {
            return registry.getConnectionMetadata(new ConnectionConfig.Builder()
                    .withNamedConnector(name)
                    .withCloudSqlInstance(instance.toString())
                    .withAuthType(AuthType.IAM)
                    .build());
        } finally {
            registry.close(name);
        }
    }

    private void begin() {
        synchronized (LOCK) {
            asking++;
            if (!used) {
                used = true;
                users++;
                ConnectorRegistry.addArtifactId("pgmi");
            }
        }
    }

    private void end() {
        synchronized (LOCK) {
            asking--;
            release();
        }
    }

    @Override
    public void close() {
        synchronized (LOCK) {
            closed = true;
            release();
        }
    }

    private void release() {
        if (closed && used && asking == 0) {
            used = false;
            users--;
            if (users == 0) {
                ConnectorRegistry.reset();
            }
        }
    }
}
