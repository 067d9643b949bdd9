// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps the README's snippets what they say they are: parts of files that other tests run. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern SNIPPET =
            Pattern.compile("(?:<!-- from (\\S+) -->\\R)?```(\\w+)\\R(.*?)```", Pattern.DOTALL);

    @Test
    void everySnippetIsPartOfAFileThatTestsRun() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int checked = 0;
        for (MatchResult snippet : SNIPPET.matcher(readme).results().toList()) {
            if (snippet.group(2).equals("sh")) {
                continue; // commands: CI and no-pom's test run them
            }
            assertThat(snippet.group(1)).as("source of\n" + snippet.group(3)).isNotNull();
            assertThat(Files.readString(ROOT.resolve(snippet.group(1)))).contains(snippet.group(3));
            checked++;
        }
        assertThat(checked).isEqualTo(3);
    }

    @Test
    void bothSetUpCommandsAreOnTheFirstScreen() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md")).subList(0, 25))
                .contains("./mvnw -q -DskipTests install && ./mvnw -f examples/quickstart verify", "./mvnw verify");
    }
}
