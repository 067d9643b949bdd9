// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.settings.io.xpp3.SettingsXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Keeps what README and site show from rotting: snippets are parts of files that other tests run, commands name what exists. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");
    /** Source or reason, language, text: one in a list is indented. */
    private static final Pattern SNIPPET =
            Pattern.compile("(?:<!-- (from \\S+|not run here: [^>]+) -->\\R *)?```(\\w*)\\R(.*?)```", Pattern.DOTALL);
    /** Commands and the server's messages: no file has them as they are. */
    private static final Set<String> WITHOUT_SOURCE = Set.of("sh", "text");

    private static final Pattern GOAL =
            Pattern.compile("(?:(?<![.\\w])pgmi|pgmi-maven-plugin:[\\w.-]+):([a-z][a-z-]*)");
    private static final Pattern PROPERTY = Pattern.compile("-D(pgmi\\.[\\w.]+)");
    private static final Pattern BOUND = Pattern.compile("\\$\\{(pgmi\\.[\\w.]+)}");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> site = Files.list(ROOT.resolve("src/site/markdown"))) {
            pages.addAll(site.sorted().toList());
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySnippetIsPartOfAFileThatTestsRun(Path page) throws IOException {
        for (MatchResult snippet :
                SNIPPET.matcher(Files.readString(page)).results().toList()) {
            if (WITHOUT_SOURCE.contains(snippet.group(2))) {
                continue;
            }
            String source = snippet.group(1);
            assertThat(source).as("source of\n" + snippet.group(3)).isNotNull();
            if (source.startsWith("from ")) {
                assertThat(Files.readString(ROOT.resolve(source.substring("from ".length()))))
                        .contains(snippet.group(3));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyGoalAndPropertyExists(Path page) throws Exception {
        Document plugin = descriptor();
        Set<String> goals = texts(plugin, "goal");
        Set<String> properties = new TreeSet<>();
        // Some are not bound by Maven, which would print them, but read from the command line all the same.
        texts(plugin, "name").forEach(name -> properties.add("pgmi." + name));
        BOUND.matcher(plugin.getDocumentElement().getTextContent())
                .results()
                .forEach(bound -> properties.add(bound.group(1)));
        String text = Files.readString(page);
        assertThat(GOAL.matcher(text).results().map(goal -> goal.group(1)).toList())
                .isSubsetOf(goals);
        assertThat(PROPERTY.matcher(text)
                        .results()
                        .map(property -> property.group(1))
                        .filter(property -> !property.startsWith("pgmi.param.")))
                .isSubsetOf(properties);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        boolean site = !page.getFileName().toString().equals("README.md");
        for (MatchResult link : LINK.matcher(
                        SNIPPET.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .toList()) {
            String target = link.group(1);
            if (target.contains("://")) {
                continue; // elsewhere, and not to be dialled by a test
            }
            Path file = site ? page.resolveSibling(target.replaceAll("\\.html$", ".md")) : ROOT.resolve(target);
            assertThat(file).exists();
        }
    }

    @Test
    void thePagesAreThere() throws IOException {
        assertThat(pages()).hasSizeGreaterThan(12);
        String menu = Files.readString(ROOT.resolve("src/site/site.xml"));
        for (Path page : pages().subList(1, pages().size())) {
            assertThat(menu).contains('"' + page.getFileName().toString().replace(".md", ".html") + '"');
        }
    }

    @Test
    void mavenReadsTheSettings() throws IOException, XmlPullParserException {
        try (InputStream in = Files.newInputStream(ROOT.resolve("examples/settings.xml"))) {
            assertThat(new SettingsXpp3Reader().read(in, true).getServers()).hasSize(3);
        }
    }

    @Test
    void bothSetUpCommandsAreOnTheFirstScreen() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md")).subList(0, 25))
                .contains("./mvnw -q -DskipTests install && ./mvnw -f examples/quickstart verify", "./mvnw verify");
    }

    private static Document descriptor() throws Exception {
        try (InputStream in =
                Objects.requireNonNull(DocumentationTest.class.getResourceAsStream("/META-INF/maven/plugin.xml"))) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }

    private static Set<String> texts(Document document, String element) {
        Set<String> texts = new TreeSet<>();
        NodeList found = document.getElementsByTagName(element);
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }
}
