// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads what deployments leave behind, and holds it to the published schemas on the way. */
public final class ReportFiles {
    private ReportFiles() {}

    /** A file of schema {@code deploy-v1.json}. */
    public static JsonNode json(Path file) throws IOException {
        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(Path.of("../src/site/resources/schema/deploy-v1.json")))
                        .validate(json))
                .isEmpty();
        return json;
    }

    /** All files of Surefire's schema in a folder, by name. */
    public static List<Element> suites(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(ReportFiles::suite).toList();
        }
    }

    private static Element suite(Path file) {
        try {
            SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(Objects.requireNonNull(ReportFiles.class.getResource("/surefire-test-report.xsd")))
                    .newValidator()
                    .validate(new StreamSource(file.toFile()));
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }

    /** The element's own children of that name. */
    public static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList all = parent.getChildNodes();
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    /** {@code name=tests/failures/errors/skipped}. */
    public static String counts(Element suite) {
        return suite.getAttribute("name") + "=" + suite.getAttribute("tests") + "/" + suite.getAttribute("failures")
                + "/" + suite.getAttribute("errors") + "/" + suite.getAttribute("skipped");
    }

    /** What a suite claims of itself is what its cases say. */
    public static void assertSumsUp(Element suite) {
        List<Element> cases = children(suite, "testcase");
        assertThat(suite.getAttribute("tests")).isEqualTo(Integer.toString(cases.size()));
        long micros = cases.stream()
                .mapToLong(test -> Math.round(Double.parseDouble(test.getAttribute("time")) * 1e6))
                .sum();
        assertThat(Math.round(Double.parseDouble(suite.getAttribute("time")) * 1e6))
                .isEqualTo(micros);
        for (String[] kind : new String[][] {{"failures", "failure"}, {"errors", "error"}, {"skipped", "skipped"}}) {
            assertThat(suite.getAttribute(kind[0]))
                    .as(kind[0])
                    .isEqualTo(Long.toString(cases.stream()
                            .filter(test -> !children(test, kind[1]).isEmpty())
                            .count()));
        }
    }
}
