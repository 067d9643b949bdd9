// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.PgmiException;
import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthProviders;
import io.pgmi.auth.ProviderSource;
import io.pgmi.connect.Connector;
import java.time.Duration;

/**
 * Deploys a project: checks everything that can be checked offline, connects, loads the files, runs deploy.sql. Holds no
 * state; one instance serves any number of deployments, also at the same time.
 */
public final class Deployer {
    private final ProviderSource providers;
    private final Duration signOfLife;

    /** With the auth providers of the class path. */
    public Deployer() {
        this(ProviderSource.NONE);
    }

    /** @param providers asked for an auth provider that is not on the class path */
    public Deployer(ProviderSource providers) {
        this(providers, StatementWatch.INTERVAL);
    }

    /** @param signOfLife how often a listener hears of a statement that runs */
    Deployer(ProviderSource providers, Duration signOfLife) {
        this.providers = providers;
        this.signOfLife = signOfLife;
    }

    /**
     * Runs a deployment on the calling thread and returns when it is done.
     *
     * @throws PgmiException for everything that goes wrong; its outcome tells what kind, its message what to do
     */
    public DeployResult deploy(DeployRequest request, DeployListener listener) {
        ClassLoader own = AuthProvider.class.getClassLoader();
        try (AuthProviders found = new AuthProviders(own, providers, listener::warning)) {
            Connector connector = new Connector(listener::warning, found);
            Preparation prepared = Preparation.of(request, connector, listener);
            return new Deployment(prepared, connector, listener, signOfLife).run();
        }
    }
}
