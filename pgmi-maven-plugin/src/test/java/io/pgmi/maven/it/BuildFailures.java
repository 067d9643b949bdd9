// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven.it;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a test's build said of each module that failed, in its summary. */
public final class BuildFailures {
    private static final Pattern FAILURE = Pattern.compile(
            "(?s)\\[ERROR] Failed to execute goal io\\.pgmi:pgmi-maven-plugin:[^\\n]*? on project (\\S+): (.*?)"
                    + "(?=\\n\\[ERROR] (?:Failed to execute|For more|->|Re-run|To see|After)|\\norg\\.apache)");

    private final Map<String, String> said = new TreeMap<>();

    private BuildFailures() {}

    public static BuildFailures of(File basedir) throws IOException {
        BuildFailures failures = new BuildFailures();
        String log = Files.readString(basedir.toPath().resolve("build.log"), StandardCharsets.UTF_8);
        for (MatchResult failure : FAILURE.matcher(log).results().toList()) {
            failures.said.putIfAbsent(failure.group(1), failure.group(2).replace("\n[ERROR] ", "\n"));
        }
        return failures;
    }

    public boolean isThere(String module) {
        return said.containsKey(module);
    }

    public String message(String module) {
        return said.getOrDefault(module, "did not fail");
    }

    /** Fails unless the module did, with that outcome and all of those words. */
    public String expect(String module, int outcome, String... words) {
        String message = message(module);
        for (String word : words) {
            if (!message.contains(word)) {
                throw new AssertionError(module + " does not say \"" + word + "\": " + message);
            }
        }
        if (!message.contains("outcome " + outcome + ":")) {
            throw new AssertionError(module + " has another outcome than " + outcome + ": " + message);
        }
        return message;
    }
}
