// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters of every goal that connects to a server, and nothing else: they are documented and named once. */
abstract class ConnectionMojo extends AbstractMojo {
    @Parameter(defaultValue = "${mojoExecution}", readonly = true)
    @Nullable
    MojoExecution execution;

    /**
     * Connection string: a URI (<code>postgresql://user@host:5432/database?sslmode=require</code>), ADO.NET
     * (<code>Host=host;Database=database;Username=user</code>) or a JDBC URL. Not together with <code>host</code>,
     * <code>port</code>, <code>username</code> or <code>sslMode</code>. With <code>database</code> beside it, that is the
     * target and the string's database the one to create it from. Default: none. Example:
     * <code>-Dpgmi.connection=postgresql://deployer@db1/shop</code>. One with a password belongs into
     * <code>$PGMI_CONNECTION_STRING</code>: others see a command line, and a POM is committed. Besides, <code>mvn -X</code>
     * prints the POM's <code>&lt;configuration&gt;</code> as it stands, and Maven 4's prints its command line. A property
     * <code>pgmi.connection</code>, of the POM or of a profile in settings.xml, is not printed.
     */
    // Without its property, which is read elsewhere: what Maven reads, it prints with -X before the type can hide it.
    @Parameter
    @Nullable
    HiddenText connection;

    /** Host name or address. Default: see the goal's description, at last <code>localhost</code>. Example: <code>db1.example.com</code>. */
    @Parameter(property = "pgmi.host")
    @Nullable
    String host;

    /** TCP port, 1 to 65535. Default: see the goal's description, at last <code>5432</code>. Example: <code>5433</code>. */
    @Parameter(property = "pgmi.port")
    @Nullable
    String port;

    /** Role to log in as. Default: see the goal's description, at last the operating system's user. Example: <code>deployer</code>. */
    @Parameter(property = "pgmi.username")
    @Nullable
    String username;

    /**
     * Database to deploy to; created where the server has none of that name. Default: see the goal's description; on a
     * server of <code>pgmi:start</code> the one named there. Example: <code>shop</code>.
     */
    @Parameter(property = "pgmi.database")
    @Nullable
    String database;

    /**
     * Database to connect to for creating or dropping the target; not dialled otherwise. Default: the connection string's
     * database where <code>database</code> names another, else pgmi.yaml's, else <code>postgres</code>. Example:
     * <code>defaultdb</code>.
     */
    @Parameter(property = "pgmi.maintenanceDatabase")
    @Nullable
    String maintenanceDatabase;

    /**
     * Whether and how to use TLS, as libpq takes it: <code>disable</code>, <code>allow</code>, <code>prefer</code>,
     * <code>require</code>, <code>verify-ca</code>, <code>verify-full</code>. Default: <code>prefer</code>; with
     * a token of Azure or AWS <code>require</code>, and nothing less. Example: <code>verify-full</code>.
     */
    @Parameter(property = "pgmi.sslMode")
    @Nullable
    String sslMode;

    /**
     * What the password comes from: <code>standard</code> for one that is configured; <code>azure</code>, <code>aws</code>,
     * <code>google</code> for a token of the cloud's identity service, fetched anew for each connection; or the id of a
     * provider that is a <code>&lt;dependency&gt;</code> of the plugin. The clouds' modules are resolved when asked for. With a token sslMode is <code>require</code> at least. Default: pgmi.yaml's <code>auth_method</code>; else
     * <code>azure</code> where <code>$AZURE_TENANT_ID</code>, <code>$AZURE_CLIENT_ID</code> and
     * <code>$AZURE_CLIENT_SECRET</code> are all set; else <code>standard</code>. Example: <code>-Dpgmi.auth=standard</code>,
     * which switches the detection off.
     */
    @Parameter(property = "pgmi.auth")
    @Nullable
    String auth;

    /** <code>true</code> is <code>auth=azure</code>; <code>false</code> switches Azure off, detection and pgmi.yaml included. Default: none. Example: <code>-Dpgmi.azure</code>. */
    @Parameter(property = "pgmi.azure")
    @Nullable
    String azure;

    /** Azure: the tenant (directory) to log in to. Default: settings.xml, <code>$AZURE_TENANT_ID</code>, pgmi.yaml. Example: <code>11111111-2222-3333-4444-555555555555</code>. */
    @Parameter(property = "pgmi.azureTenantId")
    @Nullable
    String azureTenantId;

    /** Azure: the application to log in as, or alone the user-assigned managed identity. Its secret comes from <code>$AZURE_CLIENT_SECRET</code> or settings.xml. Default: settings.xml, <code>$AZURE_CLIENT_ID</code>, pgmi.yaml. Example: <code>66666666-7777-8888-9999-000000000000</code>. */
    @Parameter(property = "pgmi.azureClientId")
    @Nullable
    String azureClientId;

    /** <code>true</code> is <code>auth=aws</code>; <code>false</code> switches AWS off, pgmi.yaml included. Default: none. Example: <code>-Dpgmi.aws</code>. */
    @Parameter(property = "pgmi.aws")
    @Nullable
    String aws;

    /** AWS: the region of the database. Default: <code>$AWS_REGION</code>, <code>$AWS_DEFAULT_REGION</code>, pgmi.yaml, the SDK's own setting or profile, then the one in the host's name, then the EC2 instance's. Example: <code>eu-west-1</code>. */
    @Parameter(property = "pgmi.awsRegion")
    @Nullable
    String awsRegion;

    /** <code>true</code> is <code>auth=google</code>; <code>false</code> switches Google off, pgmi.yaml included. Default: none. Example: <code>-Dpgmi.google</code>. */
    @Parameter(property = "pgmi.google")
    @Nullable
    String google;

    /**
     * Google: the Cloud SQL instance's connection name. It takes the place of host and port; encryption is the connector's, so
     * sslMode and certificates are not used. <code>username</code> is needed: <code>account@project.iam</code> for a service
     * account, else an e-mail address. Default: pgmi.yaml. Example: <code>project:europe-west1:instance</code>.
     */
    @Parameter(property = "pgmi.googleInstance")
    @Nullable
    String googleInstance;

    /** File with the client's certificate. Default: <code>$PGSSLCERT</code>, pgmi.yaml, connection string. Example: <code>client.crt</code>. */
    @Parameter(property = "pgmi.sslCert")
    @Nullable
    String sslCert;

    /** File with the client certificate's key. Default: <code>$PGSSLKEY</code>, pgmi.yaml, connection string. Example: <code>client.key</code>. */
    @Parameter(property = "pgmi.sslKey")
    @Nullable
    String sslKey;

    /** File with the certificates that the server's is checked against. Default: <code>$PGSSLROOTCERT</code>, pgmi.yaml, connection string. Example: <code>ca.crt</code>. */
    @Parameter(property = "pgmi.sslRootCert")
    @Nullable
    String sslRootCert;

    /**
     * The session's time zone: <code>server</code> for what server, database or role define, whatever zone this JVM runs
     * in, or a zone's name. Default: <code>server</code>. Example: <code>Europe/Vienna</code>.
     */
    @Parameter(property = "pgmi.timeZone")
    @Nullable
    String timeZone;

    /** How long one attempt to connect may take: <code>10s</code>, <code>1m</code>; a bare number is seconds. Default: <code>$PGCONNECT_TIMEOUT</code>, else <code>10s</code>. Example: <code>30s</code>. */
    @Parameter(property = "pgmi.connectTimeout")
    @Nullable
    String connectTimeout;

    /** How often to try to connect while the server can't be reached or is starting up. Default: <code>3</code>. Example: <code>10</code>. */
    @Parameter(property = "pgmi.connectAttempts")
    @Nullable
    String connectAttempts;

    /**
     * The <code>&lt;server&gt;</code> of settings.xml whose username, password, privateKey (file of the client
     * certificate's key) and passphrase (that key's password) are used, below the parameters and the connection string,
     * above the environment; of its <code>&lt;configuration&gt;</code> for Azure <code>azureClientSecret</code>,
     * <code>azureClientId</code> and <code>azureTenantId</code>. Values that Maven has encrypted are decrypted. Default:
     * none. Example:
     * <code>shop-production</code>.
     */
    @Parameter(property = "pgmi.serverId")
    @Nullable
    String serverId;
}
