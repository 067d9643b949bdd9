// SPDX-License-Identifier: Apache-2.0
package io.pgmi.check;

import static io.pgmi.check.Requests.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgmi.Outcome;
import io.pgmi.Problem;
import io.pgmi.connect.ConnectionConfig.Line;
import io.pgmi.connect.Endpoint;
import io.pgmi.connect.Setting;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told without a server. */
class ConnectionCheckTest {
    private static final String SECRET = "sentinel-a81c";

    @TempDir
    Path folder;

    private Requests requests() {
        return new Requests(folder);
    }

    @Test
    void aFolderThatDoesNotExistIsNoProblem() {
        ConnectionReport report = new Requests(folder.resolve("none"))
                .given(Setting.DATABASE, "shop")
                .check(true);

        assertThat(report.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(report.server()).isNull();
        assertThat(report.hosts()).containsExactly(new Endpoint("localhost", 5432));
    }

    @Test
    void theProjectsFilesAreReadWithoutADeployScript() throws IOException {
        Files.writeString(folder.resolve("pgmi.yaml"), "connection:\n  host: yaml\n  database: shop\ntimeout: 2m\n");
        Files.writeString(folder.resolve(".env"), "PGHOST=dot\nPGPORT=5433\n");

        ConnectionReport report = requests().environment("PGHOST", "real").check(true);

        assertThat(field(report, "host"))
                .isEqualTo(new Line("host", "real", false, "$PGHOST", List.of("connection.host in pgmi.yaml:2")));
        assertThat(field(report, "port").origin()).startsWith("$PGPORT in ").endsWith(".env:2");
        assertThat(field(report, "database").shown()).isEqualTo("shop");
        assertThat(field(report, "timeout").shown()).isEqualTo("2m");
    }

    @Test
    void everyProblemNamesItsFieldAndWhereItWasWritten() throws IOException {
        Files.writeString(folder.resolve("pgmi.yaml"), "conection:\n  host: yaml\n");

        ConnectionReport report = requests()
                .given(Setting.PORT, "0x10")
                .environment("PGSSLMODE", "maybe")
                .environment("PGCONNECT_TIMEOUT", "soon")
                .check(false);

        assertThat(report.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        assertThat(report.server()).as("nothing is dialled").isNull();
        assertThat(report.problems())
                .extracting(Problem::field, Problem::origin)
                .containsExactlyInAnyOrder(
                        tuple(null, "pgmi.yaml"),
                        tuple("port", "-Dpgmi.port"),
                        tuple("sslMode", "$PGSSLMODE"),
                        tuple("connectTimeout", "$PGCONNECT_TIMEOUT"),
                        tuple("database", null));
        assertThat(field(report, "sslMode").shown()).as("what was given").isEqualTo("maybe");
        assertThat(field(report, "connectTimeout").shown()).isEqualTo("soon");
        assertThat(field(report, "database").origin()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProviderThatNobodyHasIsToldWithAllElseThatIsWrong(boolean offline) {
        ConnectionReport report = requests()
                .given(Setting.AUTH, "nosuch")
                .given(Setting.PORT, "0")
                .check(offline);

        assertThat(report.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        assertThat(report.problems())
                .extracting(Problem::field, Problem::origin)
                .containsExactlyInAnyOrder(
                        tuple("port", "-Dpgmi.port"), tuple("database", null), tuple("auth", "-Dpgmi.auth"));
        assertThat(report.problems().get(2).message()).contains("'nosuch'", "Found: example, standard");
    }

    @Test
    void whatAProviderMissesIsToldWithAllElseThatIsWrong() {
        assertThat(requests().given(Setting.AUTH, "example").check(true).problems())
                .extracting(Problem::message)
                .anyMatch(message -> message.contains("$EXAMPLE_KEY"))
                .anyMatch(message -> message.contains("no database is given"));
    }

    @Test
    void offlineACloudsProviderIsNotLookedFor() {
        ConnectionReport report = requests()
                .given(Setting.AUTH, "azure")
                .given(Setting.DATABASE, "shop")
                .check(true);
        assertThat(report.problems()).isEmpty();
        assertThat(field(report, "auth").shown()).isEqualTo("azure");
    }

    @Test
    void anAuthThatIsNoIdIsOneProblem() {
        assertThat(requests()
                        .given(Setting.AUTH, "No Such")
                        .given(Setting.DATABASE, "shop")
                        .check(true)
                        .problems())
                .extracting(Problem::field)
                .containsExactly("auth");
    }

    @Test
    void whatIsRightInAFileWithAProblemIsNotMissed() throws IOException {
        Files.writeString(folder.resolve("pgmi.yaml"), "connection:\n  password: " + SECRET + "\n  database: shop\n");

        ConnectionReport report = requests().check(true);

        assertThat(report.problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("connection.password is not read")
                .doesNotContain(SECRET);
        assertThat(field(report, "database").shown()).isEqualTo("shop");
    }

    @Test
    void aConnectionStringIsToldWithItsLosersButNotItsText() {
        ConnectionReport report = requests()
                .environment("PGMI_CONNECTION_STRING", "postgresql://u:" + SECRET + "@h/shop")
                .environment("DATABASE_URL", "postgresql://other/shop")
                .check(true);

        assertThat(field(report, "connection"))
                .isEqualTo(new Line("connection", "set", true, "$PGMI_CONNECTION_STRING", List.of("$DATABASE_URL")));
        assertThat(field(report, "password").shown()).isEqualTo("set");
        assertThat(report.toString()).doesNotContain(SECRET);
    }

    @Test
    void aStringThatSingleParametersSilenceIsAmongTheLosers() {
        ConnectionReport report = requests()
                .given(Setting.HOST, "h")
                .given(Setting.DATABASE, "shop")
                .environment("DATABASE_URL", "postgresql://other/shop")
                .check(true);

        assertThat(field(report, "connection"))
                .isEqualTo(new Line("connection", "unset", true, "", List.of("$DATABASE_URL")));
    }

    @Test
    void aPasswordOfThePasswordFileIsToldWithTheFile() throws IOException {
        Path file = folder.resolve(".pgpass");
        Files.writeString(file, "localhost:*:shop:ann:" + SECRET + "\n");
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "only POSIX has permissions");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        ConnectionReport report = requests().given(Setting.DATABASE, "shop").check(true);
        ConnectionReport other = requests().given(Setting.DATABASE, "other").check(true);

        assertThat(field(report, "password").shown()).isEqualTo("set");
        assertThat(field(report, "password").origin()).isEqualTo(file + " (default)");
        assertThat(field(other, "password").shown()).isEqualTo("unset");
    }

    @Test
    void parametersForTheDriverAreToldUnlessTheyMayHoldASecret() {
        ConnectionReport report = requests()
                .given(Setting.CONNECTION, "postgresql://h/shop?search_path=app&options=-c%20my.password%3D" + SECRET)
                .check(true);

        assertThat(report.extra()).containsEntry("currentSchema", "app").containsEntry("options", "set");
    }

    @Test
    void severalHostsAreListedInTheirOrder() {
        ConnectionReport report = requests()
                .given(Setting.HOST, "b,[::1]")
                .given(Setting.PORT, "2,1")
                .given(Setting.DATABASE, "shop")
                .check(true);

        assertThat(report.hosts()).containsExactly(new Endpoint("b", 2), new Endpoint("::1", 1));
    }
}
