// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.report.TestResult.Status;
import io.pgmi.report.TestSuites.Suite;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A deployment's tests in the form of Surefire's reports (surefire-test-report.xsd), which every CI server reads. */
public final class SurefireXml {
    /** No class has such a name, so in a folder shared with Surefire or Failsafe all files with it are ours. */
    private static final String PREFIX = "TEST-pgmi-";

    private static final String SCHEMA =
            "https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd";

    private final DeployReport report;
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private SurefireXml(DeployReport report) throws XMLStreamException {
        this.report = report;
        // Not what the class path offers, which in Maven depends on the other plugins.
        this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    }

    /**
     * Deletes what an earlier deployment has written there.
     *
     * @throws PgmiException (OTHER) where that fails
     */
    public static void deleteFrom(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*.xml")) {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new PgmiException(Outcome.OTHER, "an old report cannot be deleted from " + folder + ": " + e, e);
        }
    }

    /**
     * Writes a file for each suite, none where no test was planned.
     *
     * @throws PgmiException (OTHER) where one cannot be written
     */
    public static void write(DeployReport report, Path folder) {
        for (Suite suite : TestSuites.of(report.tests())) {
            ReportFile.write(folder.resolve(PREFIX + suite.file() + ".xml"), text(report, suite));
        }
    }

    static String text(DeployReport report, Suite suite) {
        try {
            SurefireXml writer = new SurefireXml(report);
            writer.suite(suite);
            return writer.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void suite(Suite suite) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        xml.writeNamespace("xsi", "http://www.w3.org/2001/XMLSchema-instance");
        xml.writeAttribute("xsi", "http://www.w3.org/2001/XMLSchema-instance", "noNamespaceSchemaLocation", SCHEMA);
        attribute("name", suite.name());
        attribute(
                "time",
                seconds(suite.cases().stream().mapToLong(SurefireXml::millis).sum()));
        attribute("tests", Integer.toString(suite.cases().size()));
        attribute("errors", count(suite, Status.ERROR));
        attribute("skipped", count(suite, Status.SKIPPED));
        attribute("failures", count(suite, Status.FAILED));
        properties();
        for (TestResult result : suite.cases()) {
            testCase(suite, result);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private static String count(Suite suite, Status status) {
        return Long.toString(suite.cases().stream()
                .filter(result -> result.status() == status)
                .count());
    }

    private void properties() throws XMLStreamException {
        start("properties", 1);
        property("pgmi.sourceDirectory", report.sourceDirectory());
        property("pgmi.database", String.valueOf(report.database()));
        property(
                "pgmi.serverVersion",
                report.server() == null ? "" : report.server().version());
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", value);
    }

    private void testCase(Suite suite, TestResult result) throws XMLStreamException {
        start("testcase", 1);
        attribute("name", result.path().substring(suite.directory().length()));
        attribute("classname", suite.name());
        attribute("time", seconds(millis(result)));
        switch (result.status()) {
            case PASSED -> {}
            case FAILED -> problem("failure");
            case ERROR -> problem("error");
            case SKIPPED -> {
                start("skipped", 2);
                attribute("message", "not reached, because the deployment failed before");
                xml.writeEndElement();
            }
        }
        if (!result.output().isEmpty()) {
            start("system-out", 2);
            xml.writeCharacters(XmlText.legal(result.output()));
            xml.writeEndElement();
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    /** At most one case has one, and it is what the deployment failed of. */
    private void problem(String element) throws XMLStreamException {
        DeployError error = Objects.requireNonNull(report.error());
        start(element, 2);
        attribute("message", error.message());
        attribute("type", error.sqlState() == null ? report.outcome().name() : error.sqlState());
        xml.writeCharacters(XmlText.legal(error.report()));
        xml.writeEndElement();
    }

    private void start(String element, int level) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(level));
        xml.writeStartElement(element);
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, XmlText.legal(value));
    }

    /** Each case's rounded, so that what is shown sums up. */
    private static long millis(TestResult result) {
        Duration duration = result.duration();
        return duration == null ? 0 : (duration.toNanos() + 500_000) / 1_000_000;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
    }

    /**
     * How the tests went, in Surefire's words, or empty where there are none: {@code Tests run: 5, Failures: 1, Errors: 0,
     * Skipped: 3}.
     */
    public static String summary(DeployReport report) {
        List<TestResult> cases = TestSuites.of(report.tests()).stream()
                .flatMap(suite -> suite.cases().stream())
                .toList();
        Suite all = new Suite("", "", "", cases);
        return cases.isEmpty()
                ? ""
                : "Tests run: " + cases.size() + ", Failures: " + count(all, Status.FAILED) + ", Errors: "
                        + count(all, Status.ERROR) + ", Skipped: " + count(all, Status.SKIPPED);
    }
}
