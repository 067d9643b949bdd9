// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told of the page without looking at it. */
class DeployHtmlTest {
    private static final Pattern COLOUR = Pattern.compile("--(\\w+): (#[0-9a-f]{6});");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)((?: [a-z-]+=\"[^\"<>]*\")*)>");

    static Stream<DeployReport> reports() {
        return Stream.of(SampleReports.success(), SampleReports.failure(), SampleReports.nothing());
    }

    /** Each angle bracket and quote belongs to a tag of ours, each tag is closed, and no text of the report became one. */
    @ParameterizedTest
    @MethodSource("reports")
    void noTextIsTakenForMarkup(DeployReport report) {
        String body = DeployHtml.fragment(report);
        body = body.substring(body.indexOf("</style>") + "</style>".length());
        assertThat(TAG.matcher(body).replaceAll("")).doesNotContain("<", ">", "\"", "'");
        List<String> open = new ArrayList<>();
        Matcher tag = TAG.matcher(body);
        while (tag.find()) {
            assertThat(tag.group(2)).isNotIn("script", "b", "img", "link", "iframe", "style");
            assertThat(tag.group(3)).doesNotContain(" on", "href", "src");
            if (tag.group(1).isEmpty()) {
                open.add(tag.group(2));
            } else {
                assertThat(open.remove(open.size() - 1)).isEqualTo(tag.group(2));
            }
        }
        assertThat(open).isEmpty();
        if (!report.warnings().isEmpty()) {
            assertThat(body)
                    .contains(
                            "a warning &lt;/script&gt;&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;amp;]]&gt;\\u0000\\u001B\\u0085\\u2028")
                    .doesNotContain("\u202E");
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void theStructureServesThoseWhoDoNotSee(DeployReport report) {
        String page = DeployHtml.page(report);
        assertThat(page).containsOnlyOnce("<main ").containsOnlyOnce("<h1>").contains("<html lang=\"en\">");
        assertThat(page.split("<section ", -1)).hasSameSizeAs(page.split("<h2 ", -1));
        Matcher heads = Pattern.compile("<th[ >]").matcher(page);
        Matcher scoped = Pattern.compile("<th (?:class=\"[a-z ]+\" )?scope=\"(?:row|col)\"")
                .matcher(page);
        assertThat(heads.results().count()).isEqualTo(scoped.results().count());
        Matcher labelled = Pattern.compile("aria-labelledby=\"([a-z-]+)\"").matcher(page);
        labelled.results().forEach(label -> assertThat(page).containsOnlyOnce(" id=\"" + label.group(1) + "\""));
    }

    /** WCAG 2.1, success criterion 1.4.3, for each colour of text on each that it stands on. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void contrastIsEnough(boolean dark) {
        String page = DeployHtml.page(SampleReports.failure());
        int from = dark ? page.indexOf("prefers-color-scheme") : 0;
        Map<String, String> colours = new HashMap<>();
        COLOUR.matcher(page.substring(from)).results().forEach(c -> colours.putIfAbsent(c.group(1), c.group(2)));
        for (String text : List.of("text", "muted", "good", "bad")) {
            assertThat(contrast(colours.get(text), colours.get("back")))
                    .as(text)
                    .isGreaterThanOrEqualTo(4.5);
        }
        assertThat(contrast(colours.get("text"), colours.get("panel"))).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(colours.get("bar"), colours.get("back"))).isGreaterThanOrEqualTo(3);
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
