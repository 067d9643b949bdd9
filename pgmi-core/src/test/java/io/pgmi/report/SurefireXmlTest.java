// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import static io.pgmi.report.SampleReports.test;
import static io.pgmi.testing.ReportFiles.children;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.PgmiException;
import io.pgmi.report.TestResult.Status;
import io.pgmi.testing.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** Test reports keep to Surefire's own schema, whatever texts they carry. */
class SurefireXmlTest {
    @TempDir
    Path folder;

    private List<Element> written(DeployReport report) throws IOException {
        SurefireXml.write(report, folder);
        List<Element> suites = ReportFiles.suites(folder);
        suites.forEach(ReportFiles::assertSumsUp);
        return suites;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatXmlForbidsIsWrittenOut() throws IOException {
        Element suite = written(SampleReports.failure()).get(0);
        Element failed = children(suite, "testcase").get(1);
        Element failure = children(failed, "failure").get(0);
        // Read back: line ends are one character to XML, and a space in an attribute.
        String inText = SampleReports.NASTY
                .replace("\u0000", "\\u0000")
                .replace("\u001B", "\\u001B")
                .replace("\uD83D ", "\\uD83D ")
                .replace("\r\n", "\n");
        assertThat(failure.getTextContent()).endsWith(inText);
        assertThat(failure.getAttribute("message"))
                .endsWith(inText.replace('\n', ' ').replace('\t', ' '));
        assertThat(children(failed, "system-out").get(0).getTextContent()).isEqualTo(inText);
    }

    @Test
    void fixturesThatPassAreNoCases() throws IOException {
        List<Element> suites = written(SampleReports.success());
        assertThat(suites)
                .extracting(ReportFiles::counts)
                .containsExactly("__test__=1/0/0/0", "orders.__tests__=1/0/0/0");
        assertThat(children(suites.get(1), "testcase").get(0).getAttribute("name"))
                .isEqualTo("deep/two.sql");
        assertThat(children(suites.get(1), "testcase").get(0).getAttribute("time"))
                .isEqualTo("0.250");
        assertThat(SurefireXml.summary(SampleReports.success()))
                .isEqualTo("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(SurefireXml.summary(SampleReports.failure()))
                .isEqualTo("Tests run: 3, Failures: 1, Errors: 0, Skipped: 1");
        assertThat(SurefireXml.summary(SampleReports.nothing())).isEmpty();
    }

    @Test
    void durationsSumUpAsTheyAreShown() throws IOException {
        List<TestResult> tests = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            tests.add(test(1, "./__test__/t" + i + ".sql", Status.PASSED, 1_499L, ""));
        }
        assertThat(written(SampleReports.withTests(tests, null)).get(0).getAttribute("time"))
                .isEqualTo("1.000");
    }

    @Test
    void noTwoSuitesShareAFileAndNoNameLeadsOutOfTheFolder() throws IOException {
        List<TestResult> tests = List.of(
                test(1, "./a/__test__/x.sql", Status.PASSED, 1L, ""),
                test(1, "./A/__test__/x.sql", Status.PASSED, 1L, ""),
                test(1, "./a b/__test__/x.sql", Status.PASSED, 1L, ""),
                test(1, "./a:b/__test__/x.sql", Status.PASSED, 1L, ""),
                test(2, "./a/__test__/x.sql", Status.PASSED, 1L, ""),
                test(2, "../../x/y.sql", Status.PASSED, 1L, ""),
                test(2, "./" + "d/".repeat(300) + "__test__/x.sql", Status.PASSED, 1L, ""));
        assertThat(written(SampleReports.withTests(tests, null))).hasSize(7);
        assertThat(names())
                .contains("TEST-pgmi-A.__test__-2.xml", "TEST-pgmi-a.__test__-3.xml", "TEST-pgmi-a_b.__test__-2.xml")
                .hasSize(7);
    }

    @Test
    void onlyOurOwnOldFilesAreDeleted() throws IOException {
        Files.writeString(folder.resolve("TEST-com.example.ShopIT.xml"), "");
        Files.writeString(folder.resolve("TEST-pgmi-old.xml"), "");
        SurefireXml.deleteFrom(folder);
        SurefireXml.deleteFrom(folder.resolve("none"));
        assertThat(names()).containsExactly("TEST-com.example.ShopIT.xml");
    }

    @Test
    void whatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Assertions.assertThatExceptionOfType(PgmiException.class)
                .isThrownBy(() -> SurefireXml.write(SampleReports.success(), file))
                .withMessageContaining("TEST-pgmi-__test__.xml");
        assertThat(names()).containsExactly("file");
    }
}
