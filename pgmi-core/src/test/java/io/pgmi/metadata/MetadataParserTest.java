// SPDX-License-Identifier: Apache-2.0
package io.pgmi.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataParserTest {
    private static final String ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    private static final String START = "<pgmi-meta id=\"" + ID + "\" idempotent=\"true\">";

    private final MetadataParser parser = new MetadataParser();

    private MetadataFindings parse(String text) {
        return parser.parse("./a.sql", new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private Metadata metadata(String text) {
        MetadataFindings findings = parse(text);
        assertThat(findings.problems()).isEmpty();
        return findings.metadata().orElseThrow();
    }

    private String problem(String text) {
        MetadataFindings findings = parse(text);
        assertThat(findings.metadata()).isEmpty();
        assertThat(findings.problems()).hasSize(1);
        return findings.problems().get(0);
    }

    @Test
    void allPartsAreRead() {
        String text = "SELECT 1;\n/* about\n<pgmi-meta id=\"" + ID
                + "\" idempotent=\"false\">\n<description> Größe 😀 &amp; mehr </description>\n"
                + "<sortKeys>\n<key>010/001</key><key> b </key>\n</sortKeys></pgmi-meta> end */ SELECT 2;";
        MetadataFindings findings = parse(text);
        assertThat(findings.warnings()).isEmpty();
        assertThat(findings.metadata())
                .contains(new Metadata(UUID.fromString(ID), false, List.of("010/001", "b"), "Größe 😀 & mehr"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/*<pgmi-meta id='7C9E6679-7425-40DE-944B-E07FC1F90AE7' idempotent='true'/>*/",
                "/* <pgmi-meta\n  idempotent=\"true\"\n  id=\"7c9e6679-7425-40de-944b-e07fc1f90ae7\"\n/>\n*/",
                "/* * <pgmi-meta id='7c9e6679-7425-40de-944b-e07fc1f90ae7' idempotent='true'>\n * <sortKeys/>\n * </pgmi-meta >\n */",
                "/* a /* <pgmi-meta id='7c9e6679-7425-40de-944b-e07fc1f90ae7' idempotent='true'></pgmi-meta> */ */"
            })
    void descriptionAndSortKeysAreOptional(String text) {
        assertThat(metadata(text)).isEqualTo(new Metadata(UUID.fromString(ID), true, List.of(), ""));
        assertThat(parse(text).warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT '/* <pgmi-meta> */'",
                "SELECT E'\\'/* <pgmi-meta> */'",
                "DO $$ /* <pgmi-meta> */ $$",
                "SELECT \"/* <pgmi-meta> */\"",
                "-- /* <pgmi-meta> */",
                "SELECT <pgmi-meta>",
                "/* <pgmi-metadata> */",
                "/* <pgmi> */"
            })
    void mentionThatIsNoBlockIsNoMetadata(String text) {
        assertThat(parse(text)).isEqualTo(MetadataFindings.NONE);
    }

    @Test
    void missingAttributesAreReportedTogether() {
        assertThat(parse("\r\n\r\n/* <pgmi-meta></pgmi-meta> */").problems())
                .hasSize(2)
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("./a.sql:3: ").contains("no id", "gen_random_uuid"))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("./a.sql:3: ").contains("no idempotent"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "", "1-2-3-4-5", "7c9e6679742540de944be07fc1f90ae7", "7c9e6679-7425-40de-944b-e07fc1f90ae7 "
            })
    void idThatIsNoUuidIsQuoted(String id) {
        assertThat(problem("/* <pgmi-meta id='" + id + "' idempotent='true'/> */"))
                .startsWith("./a.sql:1: ")
                .contains("\"" + id + "\" is no UUID");
    }

    @Test
    void nilUuidIsRefused() {
        assertThat(problem("/* <pgmi-meta id='00000000-0000-0000-0000-000000000000' idempotent='true'/> */"))
                .contains("nil UUID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1", ""})
    void idempotentIsTrueOrFalse(String value) {
        assertThat(problem("/* <pgmi-meta id='" + ID + "' idempotent='" + value + "'/> */"))
                .contains("idempotent is \"" + value + "\"", "true or false");
    }

    @Test
    void emptyKeyIsReportedWithItsLine() {
        assertThat(problem("\n/* " + START + "\n<sortKeys>\n<key>a</key>\n<key> </key>\n</sortKeys></pgmi-meta> */"))
                .startsWith("./a.sql:5: ")
                .contains("empty <key>");
    }

    @Test
    void twoBlocksAreReportedWithBothLines() {
        assertThat(problem("/* " + START + "</pgmi-meta> */\n\n/* " + START + "</pgmi-meta> */"))
                .startsWith("./a.sql:3: ")
                .contains("second", "line 1");
        assertThat(problem("/* " + START + "</pgmi-meta>\n" + START + "</pgmi-meta> */"))
                .startsWith("./a.sql:2: ");
    }

    @Test
    void blockMayHaveTenKibibytesAndNoMore() {
        String text = "x".repeat(10 * 1024 - (START + "<description></description></pgmi-meta>").length());
        assertThat(metadata("/* " + START + "<description>" + text + "</description></pgmi-meta> */")
                        .description())
                .isEqualTo(text);
        assertThat(problem("\n/* " + START + "<description>x" + text + "</description></pgmi-meta> */"))
                .startsWith("./a.sql:2: ")
                .contains("10241 bytes", "10240");
    }

    @Test
    void sizeOfABlockIsCountedInBytes() {
        assertThat(problem("/* " + START + "<description>" + "ä".repeat(5120) + "</description></pgmi-meta> */"))
                .contains("bytes");
    }

    @Test
    void oldFormIsExplained() {
        assertThat(problem("\n/*\n<pgmi:meta xmlns:pgmi='x' id='" + ID + "'></pgmi:meta> */"))
                .startsWith("./a.sql:3: ")
                .contains("<pgmi-meta id=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<description>\n a & b</description></pgmi-meta>",
                "\n<description></pgmi-meta>",
                "\n<sortKeys><key></sortKeys></pgmi-meta>",
                "<description>\n&unknown;</description></pgmi-meta>"
            })
    void malformedXmlIsReportedWithTheLineOfTheFile(String rest) {
        assertThat(problem("SELECT 1;\n\n/* " + START + rest + " */"))
                .startsWith("./a.sql:4: malformed XML in the <pgmi-meta> block: ")
                .contains("&amp;");
    }

    @ParameterizedTest
    @ValueSource(strings = {" */", "<description>", " </pgmi-meta", "<description>*/ x </pgmi-meta>"})
    void unclosedBlockIsReported(String rest) {
        assertThat(problem("\n/* " + START + rest)).startsWith("./a.sql:2: ").contains("not closed");
    }

    @Test
    void documentTypesAreRefused() {
        assertThat(problem("/* <pgmi-meta id='" + ID + "' idempotent='true'>"
                        + "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;</pgmi-meta> */"))
                .contains("malformed XML", "no <!DOCTYPE …>")
                .doesNotContain("root:");
        assertThat(problem("/* <pgmi-meta id='" + ID + "' idempotent='true'><!DOCTYPE x></pgmi-meta> */"))
                .contains("no <!DOCTYPE …>", "remove it");
    }

    @Test
    void unknownPartsAreIgnoredWithAWarning() {
        MetadataFindings findings =
                parse("/* <pgmi-meta id='" + ID + "' idempotent='true' owner='x'>\nstray\n<extra><key/>y</extra>\n"
                        + "<description>a<b>c</b>d</description>\n<description>e</description></pgmi-meta> */");
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.metadata()).contains(new Metadata(UUID.fromString(ID), true, List.of(), "ad"));
        assertThat(findings.warnings())
                .hasSize(5)
                .anySatisfy(
                        warning -> assertThat(warning).startsWith("./a.sql:1: ").contains("owner"))
                .anySatisfy(warning -> assertThat(warning).contains("text directly inside <pgmi-meta>"))
                .anySatisfy(
                        warning -> assertThat(warning).startsWith("./a.sql:3: ").contains("<extra>"))
                .anySatisfy(
                        warning -> assertThat(warning).startsWith("./a.sql:4: ").contains("<b>"))
                .anySatisfy(
                        warning -> assertThat(warning).startsWith("./a.sql:5: ").contains("second <description>"));
    }

    @Test
    void parserCanBeUsedAgainAfterAnError() {
        problem("/* " + START + "<x></pgmi-meta> */");
        assertThat(metadata("/* " + START + "</pgmi-meta> */").id()).isEqualTo(UUID.fromString(ID));
    }

    @Test
    void parserPrintsNothing() {
        PrintStream original = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            problem("/* " + START + "<x></pgmi-meta> */");
        } finally {
            System.setErr(original);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
