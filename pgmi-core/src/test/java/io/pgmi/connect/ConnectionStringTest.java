// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionStringTest {
    private static final Setting H = Setting.HOST;
    private static final Setting P = Setting.PORT;
    private static final Setting U = Setting.USERNAME;
    private static final Setting PW = Setting.PASSWORD;
    private static final Setting D = Setting.DATABASE;
    private static final Setting S = Setting.SSL_MODE;

    static Stream<Arguments> strings() {
        return Stream.of(
                // the manual's own examples of libpq URIs (34.1.1.2)
                arguments("postgresql://", Map.of()),
                arguments("postgresql://localhost", Map.of(H, "localhost")),
                arguments("postgresql://localhost:5433", Map.of(H, "localhost", P, "5433")),
                arguments("postgresql://localhost/mydb", Map.of(H, "localhost", D, "mydb")),
                arguments("postgresql://user@localhost", Map.of(H, "localhost", U, "user")),
                arguments("postgresql://user:secret@localhost", Map.of(H, "localhost", U, "user", PW, "secret")),
                arguments(
                        "postgresql://other@localhost/otherdb?connect_timeout=10&application_name=myapp",
                        Map.of(
                                H,
                                "localhost",
                                U,
                                "other",
                                D,
                                "otherdb",
                                Setting.CONNECT_TIMEOUT,
                                "10",
                                Setting.APPLICATION_NAME,
                                "myapp")),
                arguments(
                        "postgresql://host1:123,host2:456/somedb", Map.of(H, "host1,host2", P, "123,456", D, "somedb")),
                arguments("postgresql:///mydb?host=localhost&port=5433", Map.of(H, "localhost", P, "5433", D, "mydb")),
                arguments("postgresql://[2001:db8::1234]/database", Map.of(H, "[2001:db8::1234]", D, "database")),
                arguments(
                        "postgresql://user@localhost:5433/mydb?options=-c%20synchronous_commit%3Doff",
                        Map.of(H, "localhost", P, "5433", U, "user", D, "mydb")),
                // and beyond
                arguments("postgres://h", Map.of(H, "h")),
                arguments("POSTGRESQL://h", Map.of(H, "h")),
                arguments("  postgresql://h\n", Map.of(H, "h")),
                arguments("postgresql://[::1]:5433,h2/d", Map.of(H, "[::1],h2", P, "5433,", D, "d")),
                arguments(
                        "postgresql://u%40corp:p%2F%3A%40%25@h/d%2Fe",
                        Map.of(H, "h", U, "u@corp", PW, "p/:@%", D, "d/e")),
                arguments("postgresql://a+b:c+d@h/e+f", Map.of(H, "h", U, "a+b", PW, "c+d", D, "e+f")),
                arguments("postgresql://h/%C3%A4%e2%82%ac", Map.of(H, "h", D, "ä€")),
                arguments("postgresql://h/ä", Map.of(H, "h", D, "ä")),
                arguments("postgresql://u:@h", Map.of(H, "h", U, "u")),
                arguments(
                        "postgresql://h/d?user=u%40c&password=p%26q&dbname=e",
                        Map.of(H, "h", U, "u@c", PW, "p&q", D, "e")),
                arguments("postgresql://h/?user=me@corp", Map.of(H, "h", U, "me@corp")),
                arguments("postgresql://h?ssl=true", Map.of(H, "h", S, "require")),
                arguments("postgresql://h?ssl=true&sslmode=disable", Map.of(H, "h", S, "disable")),
                arguments(
                        "postgresql://h?client_encoding=UTF8&sslpassword=x", Map.of(H, "h", Setting.SSL_PASSWORD, "x")),
                // ADO.NET
                arguments(
                        "Host=h;Port=5433;Database=d;Username=u;Password=p",
                        Map.of(H, "h", P, "5433", D, "d", U, "u", PW, "p")),
                arguments("Server=h;Initial Catalog=d;User ID=u;PWD=p;", Map.of(H, "h", D, "d", U, "u", PW, "p")),
                arguments(" host = h ; UID = u ;; SslMode=VerifyFull", Map.of(H, "h", U, "u", S, "VerifyFull")),
                arguments(
                        "Host=h;SSL Mode=Require;SSL Cert=a;SSL Key=b;SSL Root Cert=c",
                        Map.of(
                                H,
                                "h",
                                S,
                                "Require",
                                Setting.SSL_CERT,
                                "a",
                                Setting.SSL_KEY,
                                "b",
                                Setting.SSL_ROOT_CERT,
                                "c")),
                arguments(
                        "Host=h;Password=\"a;b=c'd\"\"e\";Database='x''y'", Map.of(H, "h", PW, "a;b=c'd\"e", D, "x'y")),
                arguments("Host=h;Password=a=b\"c", Map.of(H, "h", PW, "a=b\"c")),
                arguments(
                        "Host=h;Application Name=my app;Timeout=5",
                        Map.of(H, "h", Setting.APPLICATION_NAME, "my app", Setting.CONNECT_TIMEOUT, "5")),
                arguments("Host=h;Connect Timeout=5", Map.of(H, "h", Setting.CONNECT_TIMEOUT, "5")),
                arguments("Host=h1:5433,h2;Port=6000", Map.of(H, "h1,h2", P, "5433,6000")),
                arguments("Host=::1;Port=6000", Map.of(H, "::1", P, "6000")),
                // JDBC, as the driver's manual has it
                arguments("jdbc:postgresql:db", Map.of(D, "db")),
                arguments("jdbc:postgresql:/", Map.of()),
                arguments("jdbc:postgresql://", Map.of()),
                arguments("jdbc:postgresql://h/db", Map.of(H, "h", D, "db")),
                arguments("jdbc:postgresql://h/", Map.of(H, "h")),
                arguments("jdbc:postgresql://h:5433/db", Map.of(H, "h", P, "5433", D, "db")),
                arguments("jdbc:postgresql://[::1]:5433/db", Map.of(H, "[::1]", P, "5433", D, "db")),
                arguments("jdbc:postgresql://h1:1,h2/db", Map.of(H, "h1,h2", P, "1,", D, "db")),
                arguments(
                        "jdbc:postgresql://h/a%2Fb+c?user=u&password=p+q%2B%26&ssl=true",
                        Map.of(H, "h", D, "a/b c", U, "u", PW, "p q+&", S, "verify-full")),
                arguments("jdbc:postgresql://h/d?ssl&sslmode=require", Map.of(H, "h", D, "d", S, "require")),
                arguments("jdbc:postgresql://h/d?ssl=false", Map.of(H, "h", D, "d")),
                arguments(
                        "jdbc:postgresql://h/d?ApplicationName=a&connectTimeout=4",
                        Map.of(H, "h", D, "d", Setting.APPLICATION_NAME, "a", Setting.CONNECT_TIMEOUT, "4")));
    }

    @ParameterizedTest
    @MethodSource("strings")
    void aStringSaysWhatItsFormatMeans(String text, Map<Setting, String> expected) {
        List<String> problems = new ArrayList<>();

        ConnectionString string = ConnectionString.parse(new Value(text, "$X"), problems);

        assertThat(problems).isEmpty();
        assertThat(string.settings()).isEqualTo(expected);
    }

    static Stream<Arguments> driverParameters() {
        return Stream.of(
                arguments("options=-c%20a%3Db", "options", "-c a=b"),
                arguments("search_path=a,b", "currentSchema", "a,b"),
                arguments("target_session_attrs=prefer-standby", "targetServerType", "preferSecondary"),
                arguments("target_session_attrs=standby", "targetServerType", "secondary"),
                arguments("channel_binding=require", "channelBinding", "require"),
                arguments("require_auth=scram-sha-256", "requireAuth", "scram-sha-256"),
                arguments("keepalives=0", "tcpKeepAlive", "false"),
                arguments("gssencmode=disable", "gssEncMode", "disable"),
                arguments("load_balance_hosts=random", "loadBalanceHosts", "true"),
                arguments("sslnegotiation=direct", "sslNegotiation", "direct"),
                arguments("krbsrvname=x", "kerberosServerName", "x"),
                arguments("prepareThreshold=1", "prepareThreshold", "1"));
    }

    @ParameterizedTest
    @MethodSource("driverParameters")
    void furtherParametersReachTheDriverUnderItsName(String query, String name, String value) {
        List<String> problems = new ArrayList<>();

        ConnectionString string = ConnectionString.parse(new Value("postgresql://h?" + query, "$X"), problems);

        assertThat(problems).isEmpty();
        assertThat(string.driverParameters()).isEqualTo(Map.of(name, value));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("", "none of the known formats"),
                arguments("localhost", "none of the known formats"),
                arguments("mysql://u:pw@h/d?a=b", "none of the known formats"),
                arguments("jdbc:mysql://h/d?a=b", "none of the known formats"),
                arguments("host=h port=5432 dbname=d password=pw", "none of the known formats"),
                arguments("dbname = d user = u", "none of the known formats"),
                arguments("postgresql://h:x", "port 'x'"),
                arguments("postgresql://h:70000", "port '70000'"),
                arguments("postgresql://h:1:2", "more than one :"),
                arguments("postgresql://[::1", "no ]"),
                arguments("postgresql://a b", "host 'a b'"),
                arguments("postgresql://%2Ftmp", "Unix-domain socket"),
                arguments("postgresql:///d?host=/tmp", "Unix-domain socket"),
                arguments("postgresql://u:a?b@h", "read in two ways"),
                arguments("postgresql://h?user=me@corp", "read in two ways"),
                arguments("postgresql://h/%zz", "two hexadecimal digits"),
                arguments("postgresql://h/a%4", "two hexadecimal digits"),
                arguments("postgresql://h/a%", "two hexadecimal digits"),
                arguments("postgresql://h/a%00", "two hexadecimal digits"),
                arguments("postgresql://h/%ff", "UTF-8"),
                arguments("postgresql://h?x", "without ="),
                arguments("postgresql://h?options=a=b", "more than one ="),
                arguments("postgresql://h?sslmode=on", "sslmode 'on'"),
                arguments("postgresql://h?connect_timeout=soon", "connect_timeout 'soon'"),
                arguments("postgresql://h?ssl=maybe", "ssl to 'maybe'"),
                arguments("postgresql://h?flavour=x", "'flavour'"),
                arguments("postgresql://h?target_session_attrs=x", "prefer-standby, primary, read-only"),
                arguments("postgresql://h?client_encoding=LATIN1", "'LATIN1'"),
                arguments(
                        "postgresql://h?socketFactory=evil.Class",
                        "socketFactory, which is not accepted: it would run a class"),
                arguments("postgresql://h?sslfactory=x", "sslfactory"),
                arguments("postgresql://h?preferQueryMode=simple", "preferQueryMode"),
                arguments("postgresql://h?autosave=always", "autosave"),
                arguments("postgresql://h?replication=true", "replication"),
                arguments("postgresql://h?loggerFile=/x", "loggerFile"),
                arguments("postgresql://h?service=x", "pg_service.conf is not read"),
                arguments("postgresql://h?passfile=x", "$PGPASSFILE"),
                arguments("Host=h;Nonsense", "without ="),
                arguments("Host=h;Database='x", "never closed"),
                arguments("Host=h;Database='x'y", "behind a closing quote"),
                arguments("Host=h;Pooling=false", "'Pooling'"),
                arguments("host=h port=1", "none of the known formats"),
                arguments("jdbc:postgresql://u:pw@h/d", "credentials as parameters"),
                arguments("jdbc:postgresql://h/a/b", "too many slashes"),
                arguments("jdbc:postgresql:/db", "too many slashes"),
                arguments("jdbc:postgresql://h/d?user=%", "does not begin an escape"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsExplained(String text, String part) {
        List<String> problems = new ArrayList<>();

        ConnectionString.parse(new Value(text, "$X"), problems);

        assertThat(problems).singleElement().asString().contains("connection string in $X", part);
    }

    static Stream<String> badlyEscapedPasswords() {
        return Stream.of(
                "postgresql://u:sEn@tinel@h/d",
                "postgresql://u:sEn/tinel@h/d",
                "postgresql://u:sEn/tinel/x?y@h/d",
                "postgresql://u:sEn?tinel/x@h/d",
                "postgresql://u:sEn%tinel@h/d",
                "postgresql://u:1/sEn?tinel@h/d",
                "postgresql://h?user=u&password=sEn&tinel=x",
                "postgresql://h?user=u&password=sEn&tinel",
                "postgresql://u:sEn%zz@h:tinel/d?tinel=1&sslmode=tinel",
                "Host=h;Password=sEn;tinel",
                "Host=h;Password=sEn;tinel=x",
                "Host=h;Pass word=sEn;tinel=x",
                "Host=h;Pwd='sEn'tinel;Port=tinel",
                "Host=h;Pwd='sentinel-0f3a",
                "jdbc:postgresql://u:sEn@tinel/d",
                "jdbc:postgresql://h/d?password=sEn&tinel=x",
                "jdbc:postgresql://h/d?password=sEn%tinel");
    }

    @ParameterizedTest
    @MethodSource("badlyEscapedPasswords")
    void aBadlyEscapedPasswordIsRefusedAndNotShown(String text) {
        List<String> problems = new ArrayList<>();

        ConnectionString string = ConnectionString.parse(new Value(text, "$X"), problems);

        assertThat(problems).isNotEmpty().noneMatch(problem -> problem.contains("sEn") || problem.contains("tinel"));
        assertThat(string.toString()).doesNotContain("sEn", "tinel");
    }

    @Test
    void severalMistakesInOneStringAreAllReported() {
        List<String> problems = new ArrayList<>();

        ConnectionString.parse(new Value("postgresql://h:x?sslmode=y&flavour=z&autosave=a", "$X"), problems);

        assertThat(problems).hasSize(4);
    }
}
