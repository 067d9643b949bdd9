// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One row for each rule of precedence: sources, setting, and the value and origin that it must have. */
class ConnectionResolverTest {
    private static final String URI = "postgresql://carl:secret@h1:6000/strdb?sslmode=require";

    private static Sources all() {
        return new Sources()
                .projectFile("host", "yamlhost")
                .projectFile("port", "7001")
                .projectFile("username", "yamluser")
                .projectFile("database", "yamldb")
                .projectFile("sslmode", "allow")
                .projectFile("maintenance_database", "yamlmaint")
                .projectFile("sslcert", "yaml.crt")
                .projectFile("sslkey", "yaml.key")
                .projectFile("sslrootcert", "yaml.ca");
    }

    private static Sources environment() {
        return all().environment("PGHOST", "envhost")
                .environment("PGPORT", "7002")
                .environment("PGUSER", "envuser")
                .environment("PGDATABASE", "envdb")
                .environment("PGSSLMODE", "require")
                .environment("PGPASSWORD", "envpw")
                .environment("PGSSLCERT", "env.crt")
                .environment("PGSSLKEY", "env.key")
                .environment("PGSSLROOTCERT", "env.ca")
                .environment("PGSSLPASSWORD", "envphrase")
                .environment("PGAPPNAME", "envapp")
                .environment("PGCONNECT_TIMEOUT", "7");
    }

    static Stream<Arguments> rows() {
        String string = "connection string in -Dpgmi.connection";
        String leftOut = "default, since the " + string + " names none";
        return Stream.of(
                // section 3, first sentence: the defaults
                row("default", Sources.withDatabase(), "host", "localhost", "default"),
                row("default", Sources.withDatabase(), "port", "5432", "default"),
                row("default", Sources.withDatabase(), "username", "ann", "the operating system"),
                row("default", Sources.withDatabase(), "sslMode", "prefer", "default"),
                row("default", Sources.withDatabase(), "maintenanceDatabase", "postgres", "default"),
                row("default", Sources.withDatabase(), "applicationName", "pgmi", "default"),
                row("default", Sources.withDatabase(), "connectTimeout", "10000 ms", "default"),
                row("default", Sources.withDatabase(), "connectAttempts", "3", "default"),
                row("default", Sources.withDatabase(), "timeZone", "server", "default"),
                row("default", Sources.withDatabase(), "password", "unset", ""),
                // pgmi.yaml
                row("yaml", all(), "host", "yamlhost", "connection.host in pgmi.yaml"),
                row("yaml", all(), "port", "7001", "connection.port in pgmi.yaml"),
                row("yaml", all(), "username", "yamluser", "connection.username in pgmi.yaml"),
                row("yaml", all(), "database", "yamldb", "connection.database in pgmi.yaml"),
                row("yaml", all(), "sslMode", "allow", "connection.sslmode in pgmi.yaml"),
                row("yaml", all(), "maintenanceDatabase", "yamlmaint", "connection.maintenance_database in pgmi.yaml"),
                row("yaml", all(), "sslKey", "yaml.key", "connection.sslkey in pgmi.yaml"),
                // the environment above it
                row("env", environment(), "host", "envhost", "$PGHOST"),
                row("env", environment(), "port", "7002", "$PGPORT"),
                row("env", environment(), "username", "envuser", "$PGUSER"),
                row("env", environment(), "database", "envdb", "$PGDATABASE"),
                row("env", environment(), "sslMode", "require", "$PGSSLMODE"),
                row("env", environment(), "sslCert", "env.crt", "$PGSSLCERT"),
                row("env", environment(), "sslRootCert", "env.ca", "$PGSSLROOTCERT"),
                row("env", environment(), "sslPassword", "set", "$PGSSLPASSWORD"),
                row("env", environment(), "applicationName", "envapp", "$PGAPPNAME"),
                row("env", environment(), "connectTimeout", "7000 ms", "$PGCONNECT_TIMEOUT"),
                row("empty env", all().environment("PGHOST", ""), "host", "yamlhost", "connection.host in pgmi.yaml"),
                // .env below the real environment
                row(".env", all().dotEnv("PGHOST", "dothost"), "host", "dothost", "PGHOST in .env"),
                row(".env", environment().dotEnv("PGHOST", "dothost"), "host", "envhost", "$PGHOST"),
                row(".env", all().dotEnv("PGPASSWORD", "x"), "password", "set", "PGPASSWORD in .env"),
                row(
                        ".env",
                        all().dotEnv("PGPASSFILE", "/x/pass"),
                        "passwordFile",
                        path("/x/pass"),
                        "PGPASSFILE in .env"),
                // settings.xml: user name, password, key and passphrase above the environment
                row("settings", environment().server("setuser", "setpw"), "username", "setuser", SETTINGS),
                row("settings", environment().server("setuser", "setpw"), "password", "set", SETTINGS),
                row("settings", environment().server(null, null), "password", "set", "$PGPASSWORD"),
                row("settings", environment().server("setuser", "setpw"), "sslKey", "settings.key", SETTINGS),
                row("settings", environment().server("setuser", "setpw"), "sslPassword", "set", SETTINGS),
                row("settings", environment().server("setuser", "setpw"), "host", "envhost", "$PGHOST"),
                // parameters above all, the command line above the POM
                row("pom", environment().pom(Setting.HOST, "pomhost"), "host", "pomhost", "<host> in pom.xml"),
                row(
                        "-D",
                        environment().pom(Setting.HOST, "p").commandLine(Setting.HOST, "d"),
                        "host",
                        "d",
                        "-Dpgmi.host"),
                row(
                        "-D",
                        environment().pom(Setting.HOST, "p").commandLine(Setting.PORT, "99"),
                        "host",
                        "p",
                        "<host> in pom.xml"),
                row(
                        "pom",
                        environment().server("s", "").pom(Setting.USERNAME, "u"),
                        "username",
                        "u",
                        "<username> in pom.xml"),
                row(
                        "pom",
                        environment().server("s", "").pom(Setting.SSL_KEY, "k"),
                        "sslKey",
                        "k",
                        "<sslKey> in pom.xml"),
                row("empty -D", environment().commandLine(Setting.HOST, ""), "host", "envhost", "$PGHOST"),
                // a connection string replaces pgmi.yaml's and the environment's server as a whole
                row("string", given(URI), "host", "h1", string),
                row("string", given(URI), "port", "6000", string),
                row("string", given(URI), "username", "carl", string),
                row("string", given(URI), "database", "strdb", string),
                row("string", given(URI), "sslMode", "require", string),
                row("string", given(URI), "password", "set", string),
                row("string", given("postgresql://"), "host", "localhost", leftOut),
                row("string", given("postgresql://"), "port", "5432", leftOut),
                row("string", given("postgresql://"), "database", "postgres", leftOut),
                // … except what it leaves to the environment
                row("string", given("postgresql://"), "username", "envuser", "$PGUSER"),
                row("string", given("postgresql://"), "sslMode", "require", "$PGSSLMODE"),
                row("string", given("postgresql://"), "password", "set", "$PGPASSWORD"),
                row("string", given("postgresql://").server("su", "sp"), "username", "su", SETTINGS),
                row("string", given("postgresql://").server("su", "sp"), "password", "set", SETTINGS),
                row("string", given(URI).server("su", "sp"), "password", "set", string),
                row("string", all().commandLine(Setting.CONNECTION, "postgresql://"), "username", "ann", leftOut),
                row("string", all().commandLine(Setting.CONNECTION, "postgresql://"), "sslMode", "prefer", leftOut),
                // … and what of pgmi.yaml still counts
                row(
                        "string",
                        given(URI),
                        "maintenanceDatabase",
                        "yamlmaint",
                        "connection.maintenance_database in pgmi.yaml"),
                row(
                        "string",
                        all().commandLine(Setting.CONNECTION, "postgresql://?sslkey=s.key"),
                        "sslKey",
                        "yaml.key",
                        "connection.sslkey in pgmi.yaml"),
                row(
                        "string",
                        Sources.withDatabase().commandLine(Setting.CONNECTION, "postgresql://?sslkey=s.key"),
                        "sslKey",
                        "s.key",
                        string),
                row("string", given("postgresql://?sslpassword=x"), "sslPassword", "set", "$PGSSLPASSWORD"),
                row(
                        "string",
                        all().commandLine(Setting.CONNECTION, "postgresql://?sslpassword=x"),
                        "sslPassword",
                        "set",
                        string),
                // the session: a string above the environment, its fallback name below
                row("string", given("postgresql://?application_name=a"), "applicationName", "a", string),
                row(
                        "string",
                        given("postgresql://?fallback_application_name=a"),
                        "applicationName",
                        "envapp",
                        "$PGAPPNAME"),
                row(
                        "string",
                        all().commandLine(Setting.CONNECTION, "postgresql://?fallback_application_name=a"),
                        "applicationName",
                        "a",
                        string),
                row("string", given("postgresql://?connect_timeout=5"), "connectTimeout", "5000 ms", string),
                row(
                        "string",
                        given("postgresql://?connect_timeout=5").pom(Setting.CONNECT_TIMEOUT, "1m"),
                        "connectTimeout",
                        "60000 ms",
                        "<connectTimeout> in pom.xml"),
                // database beside a string: it is the target, the string's the maintenance database
                row("db+string", given(URI).commandLine(Setting.DATABASE, "t"), "database", "t", "-Dpgmi.database"),
                row("db+string", given(URI).commandLine(Setting.DATABASE, "t"), "maintenanceDatabase", "strdb", string),
                row(
                        "db+string",
                        given(URI).commandLine(Setting.DATABASE, "strdb"),
                        "maintenanceDatabase",
                        "yamlmaint",
                        "connection.maintenance_database in pgmi.yaml"),
                row(
                        "db+string",
                        given("postgresql://").commandLine(Setting.DATABASE, "t"),
                        "maintenanceDatabase",
                        "yamlmaint",
                        "connection.maintenance_database in pgmi.yaml"),
                row(
                        "db+string",
                        given(URI).commandLine(Setting.DATABASE, "t").pom(Setting.MAINTENANCE_DATABASE, "m"),
                        "maintenanceDatabase",
                        "m",
                        "<maintenanceDatabase> in pom.xml"),
                // the two variables for whole strings
                row(
                        "$string",
                        environment().environment("PGMI_CONNECTION_STRING", URI),
                        "host",
                        "h1",
                        "connection string in $PGMI_CONNECTION_STRING"),
                row(
                        "$string",
                        environment().environment("DATABASE_URL", URI),
                        "host",
                        "h1",
                        "connection string in $DATABASE_URL"),
                row(
                        "$string",
                        environment()
                                .environment("PGMI_CONNECTION_STRING", URI)
                                .environment("DATABASE_URL", "postgresql://other"),
                        "host",
                        "h1",
                        "connection string in $PGMI_CONNECTION_STRING"),
                row(
                        "$string",
                        environment().environment("DATABASE_URL", URI).pom(Setting.DATABASE, "t"),
                        "database",
                        "t",
                        "<database> in pom.xml"),
                row(
                        "$string",
                        environment().environment("DATABASE_URL", URI).pom(Setting.HOST, "p"),
                        "host",
                        "p",
                        "<host> in pom.xml"),
                row(
                        "$string",
                        environment().environment("DATABASE_URL", URI).pom(Setting.PORT, "99"),
                        "host",
                        "envhost",
                        "$PGHOST"),
                row(
                        "$string",
                        environment().environment("DATABASE_URL", URI).pom(Setting.USERNAME, "u"),
                        "host",
                        "envhost",
                        "$PGHOST"),
                row(
                        "$string",
                        environment().environment("DATABASE_URL", URI).pom(Setting.SSL_MODE, "allow"),
                        "host",
                        "envhost",
                        "$PGHOST"),
                row(
                        "$string",
                        all().dotEnv("DATABASE_URL", URI),
                        "host",
                        "h1",
                        "connection string in DATABASE_URL in .env"),
                // levels silence one another
                row(
                        "levels",
                        environment()
                                .pom(Setting.HOST, "p")
                                .pom(Setting.USERNAME, "u")
                                .commandLine(Setting.CONNECTION, URI),
                        "host",
                        "h1",
                        string),
                row(
                        "levels",
                        environment().pom(Setting.USERNAME, "u").commandLine(Setting.CONNECTION, "postgresql://"),
                        "username",
                        "envuser",
                        "$PGUSER"),
                row(
                        "levels",
                        environment().pom(Setting.CONNECTION, URI).commandLine(Setting.PORT, "99"),
                        "host",
                        "envhost",
                        "$PGHOST"),
                row(
                        "levels",
                        environment().pom(Setting.CONNECTION, URI).commandLine(Setting.DATABASE, "t"),
                        "host",
                        "h1",
                        "connection string in <connection> in pom.xml"),
                // the server of this build
                row("embedded", environment().embedded(null), "host", "127.0.0.1", EMBEDDED),
                row("embedded", environment().embedded(null), "port", "54321", EMBEDDED),
                row("embedded", environment().embedded(null), "username", "postgres", EMBEDDED),
                row("embedded", environment().server("su", "sp").embedded(null), "username", "postgres", EMBEDDED),
                row("embedded", environment().server("su", "sp").embedded(null), "password", "unset", EMBEDDED),
                row("embedded", environment().embedded("p"), "password", "set", EMBEDDED),
                row("embedded", environment().embedded(null), "sslMode", "disable", EMBEDDED),
                row("embedded", environment().embedded(null), "database", "yamldb", "connection.database in pgmi.yaml"),
                row(
                        "embedded",
                        new Sources().environment("PGDATABASE", "e").embedded(null),
                        "database",
                        "app",
                        EMBEDDED),
                row(
                        "embedded",
                        environment().embedded(null).environment("DATABASE_URL", URI),
                        "host",
                        "127.0.0.1",
                        EMBEDDED),
                row(
                        "embedded",
                        environment().embedded(null).pom(Setting.USERNAME, "u"),
                        "username",
                        "u",
                        "<username> in pom.xml"),
                row("embedded", environment().embedded(null).pom(Setting.USERNAME, "u"), "host", "127.0.0.1", EMBEDDED),
                row(
                        "embedded",
                        environment().embedded(null).pom(Setting.DATABASE, "d"),
                        "database",
                        "d",
                        "<database> in pom.xml"),
                row(
                        "embedded",
                        environment().embedded(null).pom(Setting.SSL_MODE, "disable"),
                        "sslMode",
                        "disable",
                        "<sslMode> in pom.xml"),
                row("embedded", environment().embedded(null).pom(Setting.HOST, "p"), "host", "p", "<host> in pom.xml"),
                row("embedded", environment().embedded(null).pom(Setting.HOST, "p"), "port", "7002", "$PGPORT"),
                row("embedded", environment().embedded(null).pom(Setting.PORT, "99"), "host", "envhost", "$PGHOST"),
                row(
                        "embedded",
                        environment().embedded(null).commandLine(Setting.CONNECTION, URI),
                        "host",
                        "h1",
                        string));
    }

    private static final String SETTINGS = "server 'db' in settings.xml";
    private static final String EMBEDDED = "the server started in this build";

    private static Sources given(String string) {
        return environment().commandLine(Setting.CONNECTION, string);
    }

    private static String path(String text) {
        return Path.of(text).toString();
    }

    private static Arguments row(String rule, Sources sources, String setting, String shown, String origin) {
        return arguments(rule, setting, shown, origin, sources);
    }

    @ParameterizedTest(name = "[{index}] {0}: {1} = {2} from {3}")
    @MethodSource("rows")
    void aSettingComesFromTheHighestSourceThatHasIt(
            String rule, String setting, String shown, String origin, Sources sources) {
        ConnectionConfig.Line line = line(sources.resolve(), setting);

        assertThat(line.shown()).as(rule).isEqualTo(shown);
        assertThat(line.origin()).as(rule).isEqualTo(origin);
    }

    private static ConnectionConfig.Line line(ConnectionConfig config, String setting) {
        return config.describe().stream()
                .filter(line -> line.name().equals(setting))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePasswordIsThatOfItsSource() {
        assertThat(password(given(URI).server("s", "setpw"))).isEqualTo(new Secret("secret"));
        assertThat(password(environment().server("s", "setpw"))).isEqualTo(new Secret("setpw"));
        assertThat(password(environment())).isEqualTo(new Secret("envpw"));
        assertThat(password(environment().embedded("embpw"))).isEqualTo(new Secret("embpw"));
    }

    private static Object password(Sources sources) {
        return sources.resolve().credentials().password().value();
    }

    @Test
    void aValueKnowsWhatItOverrode() {
        ConnectionConfig config = environment()
                .pom(Setting.HOST, "p")
                .commandLine(Setting.HOST, "d")
                .resolve();

        assertThat(line(config, "host"))
                .hasToString(
                        "host = d (from -Dpgmi.host, not <host> in pom.xml, $PGHOST, connection.host in pgmi.yaml)");
        assertThat(line(given(URI).resolve(), "port").overrode())
                .containsExactly("$PGPORT", "connection.port in pgmi.yaml");
        assertThat(line(Sources.withDatabase().resolve(), "host").overrode()).isEmpty();
    }

    @Test
    void aCertificateFromTheEnvironmentThatBeatsALowerSourceIsAnnounced() {
        assertThat(environment().resolve().notices())
                .containsExactlyInAnyOrder(
                        "sslCert 'env.crt' comes from $PGSSLCERT, which counts before connection.sslcert in pgmi.yaml.",
                        "sslKey 'env.key' comes from $PGSSLKEY, which counts before connection.sslkey in pgmi.yaml.",
                        "sslRootCert 'env.ca' comes from $PGSSLROOTCERT, which counts before connection.sslrootcert in"
                                + " pgmi.yaml.");
        assertThat(all().resolve().notices()).isEmpty();
        assertThat(Sources.withDatabase()
                        .environment("PGSSLCERT", "x")
                        .resolve()
                        .notices())
                .isEmpty();
    }

    @Test
    void theServerOfThisBuildIsAnnounced() {
        assertThat(Sources.withDatabase().embedded(null).resolve().notices())
                .singleElement()
                .asString()
                .contains("started in this build");
    }

    @Test
    void theDefaultPasswordFileIsThePlatforms() {
        assertThat(Sources.withDatabase().resolve().credentials().passwordFile().value())
                .isEqualTo(Path.of("/home/ann/.pgpass"));
        Sources windows = Sources.withDatabase().localUser(new LocalUser("ann", Path.of("C:/Users/ann"), true));
        assertThat(windows.resolve().credentials().passwordFile().value().toString())
                .endsWith("\\AppData\\Roaming\\postgresql\\pgpass.conf");
        windows.environment("APPDATA", "D:\\roaming");
        assertThat(windows.resolve().credentials().passwordFile().value())
                .hasToString("D:\\roaming\\postgresql\\pgpass.conf");
    }

    @Test
    void theDefaultFolderForCertificatesIsThePlatforms() {
        assertThat(Sources.withDatabase().resolve().tls().defaultFolder())
                .isEqualTo(Path.of("/home/ann/.postgresql").toString());
        Sources windows = Sources.withDatabase().localUser(new LocalUser("ann", Path.of("C:/Users/ann"), true));
        assertThat(windows.resolve().tls().defaultFolder()).endsWith("\\AppData\\Roaming\\postgresql");
        windows.environment("APPDATA", "D:\\roaming");
        assertThat(windows.resolve().tls().defaultFolder()).isEqualTo("D:\\roaming\\postgresql");
    }

    @Test
    void thePasswordFileIsNotAskedWherePasswordOrEmbeddedServerIsGiven() {
        assertThat(environment().resolve().credentials().passwordFile()).isNull();
        assertThat(Sources.withDatabase().embedded(null).resolve().credentials().passwordFile())
                .isNull();
    }

    @Test
    void severalHostsHaveAPortEachOrOneForAll() {
        assertThat(endpoints("h1,h2", "6000")).containsExactly(new Endpoint("h1", 6000), new Endpoint("h2", 6000));
        assertThat(endpoints("h1,h2", "1,2")).containsExactly(new Endpoint("h1", 1), new Endpoint("h2", 2));
        assertThat(endpoints("::1", "1")).containsExactly(new Endpoint("::1", 1));
        assertThat(endpoints("[::1]", "1")).containsExactly(new Endpoint("::1", 1));
    }

    private static List<Endpoint> endpoints(String host, String port) {
        return Sources.withDatabase()
                .pom(Setting.HOST, host)
                .pom(Setting.PORT, port)
                .resolve()
                .target()
                .endpoints();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        List.of("'70000'", "<port> in pom.xml", "1 to 65535"),
                        Sources.withDatabase().pom(Setting.PORT, "70000")),
                arguments(
                        List.of("'0'", "$PGPORT", "1 to 65535"),
                        Sources.withDatabase().environment("PGPORT", "0")),
                arguments(List.of("'+5'", "$PGPORT"), Sources.withDatabase().environment("PGPORT", "+5")),
                arguments(List.of("'\u0665'", "$PGPORT"), Sources.withDatabase().environment("PGPORT", "\u0665")),
                arguments(
                        List.of("'h:1'", "$PGHOST", "host alone"),
                        Sources.withDatabase().environment("PGHOST", "h:1")),
                arguments(
                        List.of("'/tmp'", "$PGHOST", "Unix-domain socket"),
                        Sources.withDatabase().environment("PGHOST", "/tmp")),
                arguments(
                        List.of("3 hosts", "$PGHOST", "2 ports", "$PGPORT"),
                        Sources.withDatabase().environment("PGHOST", "a,b,c").environment("PGPORT", "1,2")),
                arguments(
                        List.of("sslMode 'on'", "connection.sslmode in pgmi.yaml", "verify-full"),
                        Sources.withDatabase().projectFile("sslmode", "on")),
                arguments(
                        List.of("'10 parsecs'", "-Dpgmi.connectTimeout", "1h30m"),
                        Sources.withDatabase().commandLine(Setting.CONNECT_TIMEOUT, "10 parsecs")),
                arguments(
                        List.of("connectAttempts '0'", "<connectAttempts> in pom.xml"),
                        Sources.withDatabase().pom(Setting.CONNECT_ATTEMPTS, "0")),
                arguments(
                        List.of("no database", "-Dpgmi.database", "$PGDATABASE", "connection.database"), new Sources()),
                arguments(
                        List.of("no user name", "$PGUSER"),
                        Sources.withDatabase().localUser(new LocalUser("", Path.of("/"), false))),
                arguments(
                        List.of("auth_method 'vault'", "connection.auth_method in pgmi.yaml", "azure, aws, google"),
                        Sources.withDatabase().projectFile("auth_method", "vault")),
                arguments(
                        List.of(
                                "<connection> in pom.xml",
                                "<host> in pom.xml",
                                "$PGHOST",
                                "-Dpgmi.connection",
                                "-Dpgmi.host"),
                        Sources.withDatabase()
                                .pom(Setting.CONNECTION, "postgresql://h")
                                .pom(Setting.HOST, "h")),
                arguments(
                        List.of("-Dpgmi.connection", "-Dpgmi.sslMode"),
                        Sources.withDatabase()
                                .commandLine(Setting.CONNECTION, "postgresql://h")
                                .commandLine(Setting.SSL_MODE, "allow")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsOriginAndWhatIsAccepted(List<String> parts, Sources sources) {
        PgmiException failure = catchThrowableOfType(PgmiException.class, sources::resolve);

        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContainingAll(parts.toArray(String[]::new));
    }

    @Test
    void severalMistakesAreReportedTogether() {
        Sources sources = new Sources()
                .pom(Setting.PORT, "x")
                .pom(Setting.SSL_MODE, "y")
                .pom(Setting.CONNECT_TIMEOUT, "z")
                .projectFile("auth_method", "vault");

        assertThat(catchThrowableOfType(PgmiException.class, sources::resolve))
                .hasMessageContainingAll("5 problems", "'x'", "'y'", "'z'", "'vault'", "no database");
    }

    @Test
    void theServerOfThisBuildNeedsNoAuthMethod() {
        assertThat(Sources.withDatabase()
                        .projectFile("auth_method", "azure")
                        .embedded(null)
                        .resolve()
                        .target()
                        .host()
                        .value())
                .isEqualTo("127.0.0.1");
    }

    @Test
    void durationsAndDriverParametersArriveAsSuch() {
        SessionSettings session = Sources.withDatabase()
                .commandLine(Setting.CONNECTION, "postgresql://?target_session_attrs=read-write&connect_timeout=3")
                .resolve()
                .session();

        assertThat(session.connectTimeout().value()).isEqualTo(Duration.ofSeconds(3));
        assertThat(session.driverParameters().value()).isEqualTo(Map.of("targetServerType", "primary"));
    }

    @Test
    void nothingShowsASecret() {
        ConnectionConfig config = given(
                        "postgresql://u:sentinel-0f3a@h/d?sslpassword=sentinel-0f3a&options=sentinel-0f3a")
                .resolve();

        assertThat(config.toString() + config.describe() + config.session() + config.credentials() + config.tls())
                .doesNotContain("sentinel-0f3a");
        assertThat(new Value("sentinel-0f3a", "x").toString()).doesNotContain("sentinel-0f3a");
    }

    @Test
    void theSystemsTrustStoreAsksForTheNameToo() {
        ConnectionConfig config =
                Sources.withDatabase().environment("PGSSLROOTCERT", "system").resolve();
        assertThat(config.tls().mode().value()).isEqualTo(SslMode.VERIFY_FULL);

        Sources weak =
                Sources.withDatabase().environment("PGSSLROOTCERT", "system").pom(Setting.SSL_MODE, "require");
        assertThatThrownBy(weak::resolve)
                .hasMessageContaining("'require' (<sslMode> in pom.xml) is too weak")
                .hasMessageContaining("'system' ($PGSSLROOTCERT)");
    }
}
