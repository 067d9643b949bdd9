// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What DefaultAzureCredential says of all that it tried, made short: it has a paragraph with links for each. */
final class Tried {
    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern ADVICE = Pattern.compile(
            "\\.?\\s*(?:To mitigate|To further mitigate|Please see|See the|See https|For more (?:information|details)|https?:).*",
            Pattern.DOTALL);
    /** Of parts of the SDK that this module leaves out. */
    private static final List<String> LEFT_OUT = List.of("intellij", "visual studio code", "broker");

    private Tried() {}

    static List<String> in(String message) {
        return Arrays.stream(LINES.split(message))
                .map(line -> ADVICE.matcher(line).replaceFirst("").strip())
                .filter(line -> !line.isEmpty())
                .filter(line -> LEFT_OUT.stream()
                        .noneMatch(part -> line.toLowerCase(Locale.ROOT).contains(part)))
                .toList();
    }
}
