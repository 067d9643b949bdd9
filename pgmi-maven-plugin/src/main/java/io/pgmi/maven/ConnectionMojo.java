// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters of every goal that connects to a server, and nothing else: they are documented and named once. */
abstract class ConnectionMojo extends AbstractMojo {
    /**
     * Connection string: a URI (<code>postgresql://user@host:5432/database?sslmode=require</code>), ADO.NET
     * (<code>Host=host;Database=database;Username=user</code>) or a JDBC URL. Not together with <code>host</code>,
     * <code>port</code>, <code>username</code> or <code>sslMode</code>. With <code>database</code> beside it, that is the
     * target and the string's database the one to create it from. Default: none. Example:
     * <code>-Dpgmi.connection=postgresql://deployer@db1/shop</code>.
     */
    @Parameter(property = "pgmi.connection")
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
     * <code>require</code>, <code>verify-ca</code>, <code>verify-full</code>. Default: <code>prefer</code>. Example:
     * <code>verify-full</code>.
     */
    @Parameter(property = "pgmi.sslMode")
    @Nullable
    String sslMode;

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
     * above the environment. Values that Maven has encrypted are decrypted. Default: none. Example:
     * <code>shop-production</code>.
     */
    @Parameter(property = "pgmi.serverId")
    @Nullable
    String serverId;
}
