// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import org.jspecify.annotations.Nullable;

/** The connection settings, and the name that each has in every place where it can be written. */
public enum Setting {
    /** A whole connection string. The environment has two variables for it, which need rules of their own. */
    CONNECTION("connection", null, null),
    HOST("host", "PGHOST", "host"),
    PORT("port", "PGPORT", "port"),
    USERNAME("username", "PGUSER", "username"),
    DATABASE("database", "PGDATABASE", "database"),
    MAINTENANCE_DATABASE("maintenanceDatabase", null, "maintenance_database"),
    /** No parameter and no key: a POM and pgmi.yaml are committed, and a command line shows in the process list. */
    PASSWORD(null, "PGPASSWORD", null),
    PASSWORD_FILE(null, "PGPASSFILE", null),
    SSL_MODE("sslMode", "PGSSLMODE", "sslmode"),
    SSL_CERT("sslCert", "PGSSLCERT", "sslcert"),
    SSL_KEY("sslKey", "PGSSLKEY", "sslkey"),
    SSL_ROOT_CERT("sslRootCert", "PGSSLROOTCERT", "sslrootcert"),
    SSL_PASSWORD(null, "PGSSLPASSWORD", null),
    APPLICATION_NAME(null, "PGAPPNAME", null),
    CONNECT_TIMEOUT("connectTimeout", "PGCONNECT_TIMEOUT", null),
    CONNECT_ATTEMPTS("connectAttempts", null, null),
    TIME_ZONE("timeZone", null, null),
    AUTH("auth", null, "auth_method"),
    AZURE("azure", null, null),
    AZURE_TENANT_ID("azureTenantId", "AZURE_TENANT_ID", "azure_tenant_id"),
    AZURE_CLIENT_ID("azureClientId", "AZURE_CLIENT_ID", "azure_client_id"),
    AZURE_CLIENT_SECRET(null, "AZURE_CLIENT_SECRET", null),
    AWS("aws", null, null),
    /** The environment has a second name for it, $AWS_DEFAULT_REGION. */
    AWS_REGION("awsRegion", "AWS_REGION", "aws_region"),
    GOOGLE("google", null, null),
    GOOGLE_INSTANCE("googleInstance", null, "google_instance");

    private final @Nullable String parameter;
    private final @Nullable String variable;
    private final @Nullable String key;

    Setting(@Nullable String parameter, @Nullable String variable, @Nullable String key) {
        this.parameter = parameter;
        this.variable = variable;
        this.key = key;
    }

    /** Name of the plugin parameter; null where there is none. */
    public @Nullable String parameter() {
        return parameter;
    }

    /** Name of the environment variable (libpq's); null where there is none. */
    public @Nullable String variable() {
        return variable;
    }

    /** Key under {@code connection:} in pgmi.yaml; null where there is none. */
    public @Nullable String key() {
        return key;
    }
}
