// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import java.util.List;
import java.util.Objects;

/**
 * Keeps Azure's SDK out of the build's log, where it tells of each step as INFO and of each failure as ERROR: failures are
 * told once, in our words. These are the settings of Maven 4's and Maven 3's logger; who sets one, keeps it.
 */
final class QuietLoggers {
    private static final List<String> PREFIXES = List.of("com.azure", "com.microsoft.aad.msal4j", "reactor");

    private QuietLoggers() {}

    /** To be called before the SDK's first class is loaded: a logger looks at its level once. */
    static void configure() {
        for (String prefix : PREFIXES) {
            List<String> settings = List.of("maven.logger.log." + prefix, "org.slf4j.simpleLogger.log." + prefix);
            if (settings.stream().map(System::getProperty).noneMatch(Objects::nonNull)) {
                settings.forEach(setting -> System.setProperty(setting, "off"));
            }
        }
    }
}
