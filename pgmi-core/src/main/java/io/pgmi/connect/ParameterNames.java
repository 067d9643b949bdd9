// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * What the parameter names of a connection string mean. libpq's names (manual 34.1.2, "Parameter Key Words") and the
 * driver's are taken in all forms of string: the driver itself drops libpq's without a word.
 */
final class ParameterNames {
    private ParameterNames() {}

    /** Those that we resolve ourselves. */
    private static final Map<String, Setting> OURS = Map.ofEntries(
            entry("host", Setting.HOST),
            entry("PGHOST", Setting.HOST),
            entry("port", Setting.PORT),
            entry("PGPORT", Setting.PORT),
            entry("dbname", Setting.DATABASE),
            entry("PGDBNAME", Setting.DATABASE),
            entry("user", Setting.USERNAME),
            entry("password", Setting.PASSWORD),
            entry("sslmode", Setting.SSL_MODE),
            entry("sslcert", Setting.SSL_CERT),
            entry("sslkey", Setting.SSL_KEY),
            entry("sslrootcert", Setting.SSL_ROOT_CERT),
            entry("sslpassword", Setting.SSL_PASSWORD),
            entry("application_name", Setting.APPLICATION_NAME),
            entry("ApplicationName", Setting.APPLICATION_NAME),
            entry("connect_timeout", Setting.CONNECT_TIMEOUT),
            entry("connectTimeout", Setting.CONNECT_TIMEOUT),
            entry("loginTimeout", Setting.CONNECT_TIMEOUT));

    /** ADO.NET's further names, without blanks and in lower case. */
    private static final Map<String, String> ADO = Map.ofEntries(
            entry("server", "host"),
            entry("database", "dbname"),
            entry("initialcatalog", "dbname"),
            entry("username", "user"),
            entry("userid", "user"),
            entry("uid", "user"),
            entry("pwd", "password"),
            entry("timeout", "connect_timeout"),
            entry("sslcertificate", "sslcert"),
            entry("rootcertificate", "sslrootcert"),
            entry("targetsessionattributes", "target_session_attrs"),
            entry("keepalive", "tcpKeepAlive"));

    /** libpq name to driver name. */
    private static final Map<String, String> DRIVER = Map.ofEntries(
            entry("channel_binding", "channelBinding"),
            entry("require_auth", "requireAuth"),
            entry("gssencmode", "gssEncMode"),
            entry("krbsrvname", "kerberosServerName"),
            entry("sslnegotiation", "sslNegotiation"),
            entry("keepalives", "tcpKeepAlive"),
            entry("load_balance_hosts", "loadBalanceHosts"),
            entry("target_session_attrs", "targetServerType"),
            entry("search_path", "currentSchema"));

    /** libpq name to (libpq value to driver value), where the driver has words of its own. */
    private static final Map<String, Map<String, String>> DRIVER_VALUES = Map.of(
            "keepalives", Map.of("0", "false", "1", "true"),
            "load_balance_hosts", Map.of("disable", "false", "random", "true"),
            "target_session_attrs",
                    Map.of(
                            "any", "any",
                            "read-write", "primary",
                            "primary", "primary",
                            "read-only", "secondary",
                            "standby", "secondary",
                            "prefer-standby", "preferSecondary"));

    private static final String LOADS_CLASSES = "it would run a class of its choice inside the build";
    private static final String OUR_PROTOCOL = "deployments depend on how pgmi sets it";
    private static final String NOT_IN_DRIVER = "the JDBC driver has nothing like it";
    private static final String TLS_LATER =
            NOT_IN_DRIVER + "; sslmode, sslcert, sslkey and sslrootcert are what there is";

    /** Name to the reason why it is refused. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            entry("socketFactory", LOADS_CLASSES),
            entry("socketFactoryArg", LOADS_CLASSES),
            entry("sslfactory", LOADS_CLASSES),
            entry("sslfactoryarg", LOADS_CLASSES),
            entry("sslhostnameverifier", LOADS_CLASSES),
            entry("sslpasswordcallback", LOADS_CLASSES),
            entry("authenticationPluginClassName", LOADS_CLASSES),
            entry("connectExecutor", LOADS_CLASSES),
            entry("connectExecutorArg", LOADS_CLASSES),
            entry("xmlFactoryFactory", LOADS_CLASSES),
            entry("classLoaderStrategy", LOADS_CLASSES),
            entry("preferQueryMode", OUR_PROTOCOL),
            entry("autosave", OUR_PROTOCOL),
            entry("cleanupSavepoints", OUR_PROTOCOL),
            entry("assumeMinServerVersion", OUR_PROTOCOL),
            entry("allowEncodingChanges", OUR_PROTOCOL),
            entry("protocolVersion", OUR_PROTOCOL),
            entry("readOnly", OUR_PROTOCOL),
            entry("readOnlyMode", OUR_PROTOCOL),
            entry("replication", "a replication connection cannot deploy"),
            entry("loggerFile", "it would write a file of its choice, and the driver's log is Maven's affair"),
            entry("loggerLevel", "the driver's log is Maven's affair"),
            entry("service", "pg_service.conf is not read; give the settings themselves"),
            entry("servicefile", "pg_service.conf is not read; give the settings themselves"),
            entry("passfile", "set $PGPASSFILE to the password file instead"),
            entry("hostaddr", "give the address as host"),
            entry("TimeZone", "use the parameter timeZone"),
            entry("timezone", "use the parameter timeZone"),
            entry("keepalives_idle", NOT_IN_DRIVER + "; keepalives=1 is"),
            entry("keepalives_interval", NOT_IN_DRIVER + "; keepalives=1 is"),
            entry("keepalives_count", NOT_IN_DRIVER + "; keepalives=1 is"),
            entry("tcp_user_timeout", NOT_IN_DRIVER + "; connect_timeout is"),
            entry("sslcrl", TLS_LATER),
            entry("sslcrldir", TLS_LATER),
            entry("sslsni", TLS_LATER),
            entry("sslcertmode", TLS_LATER),
            entry("sslcompression", TLS_LATER),
            entry("ssl_min_protocol_version", TLS_LATER),
            entry("ssl_max_protocol_version", TLS_LATER),
            entry("requirepeer", "it is for Unix-domain sockets, which the JDBC driver cannot use"),
            entry("gssdelegation", NOT_IN_DRIVER));

    private static final Map<String, String> BY_LOOSE_NAME = looseNames();

    static @Nullable Setting ours(String name) {
        return OURS.get(name);
    }

    static @Nullable String refused(String name) {
        return REFUSED.get(name);
    }

    /** The driver's name for a libpq or driver name; null where the driver knows neither. */
    static @Nullable String driverName(String name) {
        String translated = DRIVER.getOrDefault(name, name);
        return PGProperty.forName(translated) == null ? null : translated;
    }

    /** The values that libpq allows and what the driver calls them; null where both use the same words. */
    static @Nullable Map<String, String> driverValues(String name) {
        return DRIVER_VALUES.get(name);
    }

    /** ADO.NET writes keys in any case and spacing; the result is a libpq or driver name, or the key where none fits. */
    static String fromAdo(String key) {
        return BY_LOOSE_NAME.getOrDefault(loose(key), key.strip());
    }

    private static Map<String, String> looseNames() {
        Map<String, String> names = new HashMap<>();
        for (PGProperty property : PGProperty.values()) {
            names.put(loose(property.getName()), property.getName());
        }
        REFUSED.keySet().forEach(name -> names.put(loose(name), name));
        DRIVER.keySet().forEach(name -> names.put(loose(name), name));
        OURS.keySet().forEach(name -> names.put(loose(name), name));
        names.putAll(ADO);
        return Map.copyOf(names);
    }

    private static String loose(String name) {
        return name.replaceAll("[\\s_]", "").toLowerCase(Locale.ROOT);
    }
}
