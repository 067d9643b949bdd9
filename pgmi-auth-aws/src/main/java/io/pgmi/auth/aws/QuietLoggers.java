// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

import java.util.List;
import java.util.Objects;

/**
 * Keeps AWS's SDK out of the build's log, into which it writes a session token as DEBUG. These are the settings of Maven 4's
 * and Maven 3's logger; who sets one, keeps it.
 */
final class QuietLoggers {
    private static final String SDK = "software.amazon.awssdk";
    private static final List<String> SETTINGS =
            List.of("maven.logger.log." + SDK, "org.slf4j.simpleLogger.log." + SDK);

    private QuietLoggers() {}

    /** To be called before the SDK's first class is loaded: a logger looks at its level once. */
    static void configure() {
        if (SETTINGS.stream().map(System::getProperty).noneMatch(Objects::nonNull)) {
            SETTINGS.forEach(setting -> System.setProperty(setting, "off"));
        }
    }
}
