// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.PgmiException;
import io.pgmi.connect.Connector;

/**
 * Deploys a project: checks everything that can be checked offline, connects, loads the files, runs deploy.sql. Holds no
 * state; one instance serves any number of deployments, also at the same time.
 */
public final class Deployer {
    /**
     * Runs a deployment on the calling thread and returns when it is done.
     *
     * @throws PgmiException for everything that goes wrong; its outcome tells what kind, its message what to do
     */
    public DeployResult deploy(DeployRequest request, DeployListener listener) {
        Preparation prepared = Preparation.of(request, listener);
        return new Deployment(prepared, new Connector(listener::warning), listener).run();
    }
}
