// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static io.pgmi.testing.ReportFiles.children;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.Setting;
import io.pgmi.report.DeployJson;
import io.pgmi.report.DeployReport;
import io.pgmi.report.SurefireXml;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.ReportFiles;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** What a deployment leaves behind for machines, for each way in which it can end. */
@OnEachServer
class DeployReportIT {
    private final OnEachServer.Server server;
    private Trial trial;
    private Path base;
    private TestProject project;

    DeployReportIT(OnEachServer.Server server) {
        this.server = server;
    }

    @BeforeEach
    void project(@TempDir Path directory) {
        trial = new Trial(server.postgres());
        base = directory;
        project = new TestProject(directory.resolve("db"))
                .file("b.sql", "SELECT 'ünï';")
                .file("a.txt", "text")
                .file("__test__/_setup.sql", "SELECT 1;")
                .file("__test__/data.csv", "1,2")
                .file("__test__/one.sql", "SELECT 1;")
                .file("__test__/sub/two.sql", "SELECT 1;")
                .file("orders/__test__/three.sql", "SELECT 1;")
                .file("orders/__test__/four.sql", "SELECT 1;");
    }

    /** Deploys, writes both kinds of files and reads the result, whatever the outcome. */
    private JsonNode result(String script) throws IOException {
        DeployRecorder recorder = new DeployRecorder(base, project.directory());
        DeployReport report;
        try {
            new Deployer().deploy(trial.request(project.script(script)), DeployListener.all(recorder));
            report = recorder.succeeded();
        } catch (PgmiException e) {
            report = recorder.failed(e);
        }
        DeployJson.write(report, base.resolve("out/deploy.json"));
        SurefireXml.deleteFrom(base.resolve("out/xml"));
        SurefireXml.write(report, base.resolve("out/xml"));
        return ReportFiles.json(base.resolve("out/deploy.json"));
    }

    private List<Element> suites() throws IOException {
        List<Element> suites = ReportFiles.suites(base.resolve("out/xml"));
        suites.forEach(ReportFiles::assertSumsUp);
        return suites;
    }

    private static List<String> texts(JsonNode array, String... members) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array) {
            List<String> values = new ArrayList<>();
            for (String member : members) {
                values.add(element.at(member).asText());
            }
            texts.add(String.join(" ", values));
        }
        return texts;
    }

    @Test
    void aSuccessTellsAll() throws IOException {
        trial.parameters(Map.of("sentinel_name", "sentinel_value"));
        JsonNode json = result("""
                BEGIN; CREATE TABLE t AS SELECT generate_series(1, 3);
                COMMIT;
                BEGIN;
                DO $$ BEGIN RAISE WARNING 'w'; RAISE NOTICE 'n'; END $$;
                CALL pgmi_test();
                COMMIT;
                INSERT INTO t VALUES (4);""");

        assertThat(json.get("status").asText()).isEqualTo("success");
        assertThat(json.at("/outcome/name").asText()).isEqualTo("success");
        assertThat(json.get("sourceDirectory").asText()).isEqualTo("db");
        assertThat(json.get("database").asText()).isEqualTo(trial.database());
        assertThat(json.at("/server/version").asText())
                .startsWith(server.postgres().majorVersion() + ".");
        assertThat(json.at("/connection/host/origin").asText()).isEqualTo("-Dpgmi.host");
        assertThat(json.at("/connection/password").has("value")).isFalse();
        assertThat(json.get("files"))
                .hasToString("{\"sql\":1,\"other\":1,\"tests\":4,\"fixtures\":1,\"testData\":1,\"bytes\":"
                        + (15 + 4 + 9 + 3 + 4 * 9) + "}");
        assertThat(json.get("parameters").asInt()).isEqualTo(1);
        assertThat(json.toString()).doesNotContain("sentinel");
        for (String phase : List.of("scan", "connect", "load", "prepare", "head", "tail")) {
            assertThat(json.at("/phases/" + phase + "/micros").isIntegralNumber())
                    .as(phase)
                    .isTrue();
        }
        assertThat(texts(json.get("units"), "/kind", "/position/file", "/position/line", "/status", "/rows"))
                .containsExactly(
                        "head db/deploy.sql 1 completed 3",
                        "tail db/deploy.sql 3 completed 0",
                        "tail db/deploy.sql 4 completed 0",
                        "tail db/deploy.sql 5 completed 0",
                        "tail db/deploy.sql 6 completed 0",
                        "tail db/deploy.sql 7 completed 1");
        assertThat(texts(json.get("tests"), "/run", "/kind", "/path", "/status"))
                .containsExactly(
                        "1 fixture ./__test__/_setup.sql passed",
                        "1 test ./__test__/one.sql passed",
                        "1 test ./__test__/sub/two.sql passed",
                        "1 test ./orders/__test__/four.sql passed",
                        "1 test ./orders/__test__/three.sql passed");
        assertThat(json.at("/notices/warning").asInt()).isEqualTo(1);
        // n, and what the default callback says: start, a fixture, four tests, end
        assertThat(json.at("/notices/notice").asInt()).isEqualTo(8);
        assertThat(json.at("/notices/info").asInt()).isZero();
        assertThat(texts(json.get("plan"), "/path", "/bytes")).containsExactly("./a.txt 4", "./b.sql 15");
        assertThat(json.get("error").isNull()).isTrue();
        assertThat(suites())
                .extracting(ReportFiles::counts)
                .containsExactly("__test__=2/0/0/0", "orders.__test__=2/0/0/0");
    }

    @Test
    void thePlanIsTheViews() throws IOException, SQLException {
        String meta = "/* <pgmi-meta id=\"%s\" idempotent=\"true\"><sortKeys>%s</sortKeys></pgmi-meta> */";
        project.file("z.sql", meta.formatted("11111111-2222-3333-4444-555555555555", "<key>9</key><key>./C</key>"))
                .file("Z.sql", "SELECT 1;")
                .file("\uFF5E.sql", "SELECT 1;")
                .file("\uD83D\uDE00.sql", "SELECT 1;");
        JsonNode json = result("CREATE TABLE seen AS SELECT p.path, p.sort_key, s.size_bytes, p.execution_order"
                + " FROM pgmi_plan_view p JOIN pgmi_source_view s USING (path);");
        List<String> plan = texts(json.get("plan"), "/path", "/sortKey", "/bytes");
        assertThat(plan)
                .hasSize(7)
                .isEqualTo(trial.query(
                        "SELECT path || ' ' || sort_key || ' ' || size_bytes FROM seen ORDER BY execution_order"));
    }

    @Test
    void aFailingTestIsAFailureAndTheRestIsSkipped() throws IOException {
        project.file(
                "__test__/sub/two.sql",
                "DO $$ BEGIN RAISE NOTICE E'one\\ntwo' USING HINT = 'h'; RAISE 'bad' USING ERRCODE = 'AB123'; END $$");
        JsonNode json = result("BEGIN;\nCALL pgmi_test();\nCOMMIT;");

        assertThat(json.at("/outcome/code").asInt()).isEqualTo(13);
        assertThat(json.at("/error/sqlState").asText()).isEqualTo("AB123");
        assertThat(json.at("/error/message").asText()).isEqualTo("Failed in ./__test__/sub/two.sql: bad");
        assertThat(json.at("/error/positions/0/file").asText()).startsWith("db/");
        assertThat(json.at("/units/0/status").asText()).isEqualTo("failed");
        assertThat(json.at("/units/0/rows").isNull()).isTrue();
        assertThat(texts(json.get("tests"), "/kind", "/path", "/status"))
                .containsExactly(
                        "fixture ./__test__/_setup.sql passed",
                        "test ./__test__/one.sql passed",
                        "test ./__test__/sub/two.sql failed",
                        "test ./orders/__test__/four.sql skipped",
                        "test ./orders/__test__/three.sql skipped");
        List<Element> suites = suites();
        assertThat(suites)
                .extracting(ReportFiles::counts)
                .containsExactly("__test__=2/1/0/0", "orders.__test__=2/0/0/2");
        Element failed = children(suites.get(0), "testcase").get(1);
        assertThat(failed.getAttribute("name")).isEqualTo("sub/two.sql");
        assertThat(failed.getAttribute("classname")).isEqualTo("__test__");
        Element failure = children(failed, "failure").get(0);
        assertThat(failure.getAttribute("type")).isEqualTo("AB123");
        assertThat(failure.getAttribute("message")).isEqualTo("Failed in ./__test__/sub/two.sql: bad");
        assertThat(failure.getTextContent()).contains("ERROR AB123", ":2:1");
        assertThat(children(failed, "system-out").get(0).getTextContent()).isEqualTo("NOTICE: one\ntwo\nHINT: h\n");
    }

    @Test
    void aFailingFixtureIsAnError() throws IOException {
        project.file("orders/__test__/_setup.sql", "SELECT 1/0;");
        JsonNode json = result("BEGIN; CALL pgmi_test(); COMMIT;");
        assertThat(texts(json.get("tests"), "/kind", "/status"))
                .containsExactly(
                        "fixture passed",
                        "test passed",
                        "test passed",
                        "fixture error",
                        "test skipped",
                        "test skipped");
        List<Element> suites = suites();
        assertThat(suites)
                .extracting(ReportFiles::counts)
                .containsExactly("__test__=2/0/0/0", "orders.__test__=3/0/1/2");
        Element fixture = children(suites.get(1), "testcase").get(0);
        assertThat(fixture.getAttribute("name")).isEqualTo("_setup.sql");
        assertThat(children(fixture, "error").get(0).getAttribute("type")).isEqualTo("22012");
    }

    @Test
    void severalRunsAreSuitesOfTheirOwn() throws IOException {
        JsonNode json = result("""
                BEGIN;
                CALL pgmi_test('one');
                CALL pgmi_test();
                COMMIT;
                SELECT 1/0;
                BEGIN; CALL pgmi_test('four'); COMMIT;""");
        assertThat(texts(json.get("tests"), "/run", "/path", "/status"))
                .endsWith("3 ./orders/__test__/four.sql skipped")
                .hasSize(2 + 5 + 1);
        assertThat(json.at("/error/positions/0/line").asInt()).isEqualTo(5);
        assertThat(suites())
                .extracting(ReportFiles::counts)
                .containsExactlyInAnyOrder(
                        "__test__=1/0/0/0",
                        "__test__-2=2/0/0/0",
                        "orders.__test__=2/0/0/0",
                        "orders.__test__-2=1/0/0/1");
    }

    @Test
    void aFailureOutsideOfTestsIsNotTheirs() throws IOException {
        JsonNode json = result("BEGIN;\nSELECT nothing;\nCALL pgmi_test('one');\nCOMMIT;");
        assertThat(json.at("/error/positions/0")).hasToString("{\"file\":\"db/deploy.sql\",\"line\":2,\"column\":8}");
        assertThat(suites()).extracting(ReportFiles::counts).containsExactly("__test__=1/0/0/1");
    }

    @Test
    void testsWithACallbackOfOnesOwnAndRaisedLevelsAreReported() throws IOException {
        result("""
                BEGIN;
                SET LOCAL client_min_messages = error;
                CREATE FUNCTION silent(e pg_temp.pgmi_test_event) RETURNS void LANGUAGE sql AS '';
                CALL pgmi_test(NULL, 'silent');
                DROP FUNCTION silent(pg_temp.pgmi_test_event);
                COMMIT;""");
        assertThat(suites())
                .extracting(ReportFiles::counts)
                .containsExactly("__test__=2/0/0/0", "orders.__test__=2/0/0/0");
    }

    @Test
    void fiveHundredTestsReportFiveHundred() throws IOException {
        for (int i = 0; i < 500; i++) {
            project.file("many/__test__/t" + i + ".sql", "SELECT 1;");
        }
        JsonNode json = result("BEGIN; CALL pgmi_test('many/'); COMMIT;");
        assertThat(json.get("tests")).hasSize(500);
        assertThat(suites()).extracting(ReportFiles::counts).containsExactly("many.__test__=500/0/0/0");
    }

    @Test
    void whatATestSaysIsKeptWithinBounds() throws IOException {
        project.file(
                "__test__/one.sql",
                "DO $$ BEGIN FOR i IN 1..20000 LOOP RAISE NOTICE 'message % %', i, repeat('x', 30); END LOOP; END $$");
        JsonNode json = result("BEGIN; CALL pgmi_test('one'); COMMIT;");
        assertThat(json.at("/notices/notice").asInt()).isGreaterThan(20_000);
        String output = children(children(suites().get(0), "testcase").get(0), "system-out")
                .get(0)
                .getTextContent();
        assertThat(output)
                .hasSizeLessThan(70_000)
                .startsWith("NOTICE: message 1 x")
                .containsPattern("\n… \\d+ more");
    }

    @Test
    void aTimeoutTellsWhereItStruck() throws IOException {
        project.file("__test__/one.sql", "SELECT pg_sleep(60);");
        trial.timeout("1500ms");
        JsonNode json = result("BEGIN; CALL pgmi_test(); COMMIT;");
        assertThat(json.at("/outcome/name").asText()).isEqualTo("timeout");
        assertThat(json.at("/phases/head/micros").asLong()).isPositive();
        assertThat(texts(json.get("tests"), "/kind", "/status"))
                .containsExactly("fixture passed", "test error", "test skipped", "test skipped", "test skipped");
        Element cut = children(suites().get(0), "testcase").get(0);
        assertThat(children(cut, "error")).hasSize(1);
        assertThat(Double.parseDouble(cut.getAttribute("time"))).isGreaterThan(0.5);
    }

    @Test
    void failuresBeforeTheScriptHaveTheSameMembers() throws IOException, SQLException {
        trial.set(Setting.PORT, "x").set(Setting.SSL_MODE, "y");
        JsonNode invalid = result("SELECT 1;");
        assertThat(invalid.at("/outcome/code").asInt()).isEqualTo(10);
        assertThat(invalid.at("/error/problems")).hasSize(2);
        assertThat(invalid.get("files").isNull()).isTrue();
        assertThat(invalid.at("/phases/scan/micros").asLong()).isPositive();

        trial = new Trial(server.postgres()).set(Setting.PORT, "1").set(Setting.CONNECT_ATTEMPTS, "1");
        JsonNode refused = result("SELECT 1;");
        assertThat(refused.at("/outcome/code").asInt()).isEqualTo(11);
        assertThat(refused.get("server").isNull()).isTrue();
        assertThat(refused.at("/connection/port/value").asText()).isEqualTo("1");
        assertThat(refused.at("/phases/load").isNull()).isTrue();

        trial = new Trial(server.postgres());
        try (Connection other = server.postgres().connect(trial.database());
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtextextended('pgmi.deploy.' || current_database(), 0))");
            assertThat(result("SELECT 1;").at("/outcome/code").asInt()).isEqualTo(15);
        }
        assertThat(suites()).isEmpty();
    }

    @Test
    void aCrashOfOursIsReportedToo() {
        DeployReport report = new DeployRecorder(base, project.directory()).failed(new IllegalStateException("oops"));
        assertThat(report.outcome()).isEqualTo(Outcome.OTHER);
        assertThat(report.error().message()).contains("oops");
    }

    @Test
    void anUndoneTransactionOfTheTailIsTold() throws IOException, SQLException {
        JsonNode json = result("COMMIT; BEGIN; CREATE TABLE t ();");
        assertThat(json.get("warnings")).hasSize(1);
        assertThat(trial.exists("t")).isFalse();
    }
}
