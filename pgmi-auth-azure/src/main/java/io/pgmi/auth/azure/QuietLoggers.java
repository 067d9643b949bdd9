// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import java.util.List;

/**
 * Keeps Azure's SDK out of the build's log, where it tells of each step as INFO and of each failure as ERROR: failures are
 * told once, in our words. These are the settings of SLF4J's SimpleLogger, which is Maven's; who sets one, keeps it.
 */
final class QuietLoggers {
    private static final List<String> PREFIXES = List.of("com.azure", "com.microsoft.aad.msal4j", "reactor");

    private QuietLoggers() {}

    /** To be called before the SDK's first class is loaded: a logger looks at its level once. */
    static void configure() {
        for (String prefix : PREFIXES) {
            String property = "org.slf4j.simpleLogger.log." + prefix;
            if (System.getProperty(property) == null) {
                System.setProperty(property, "off");
            }
        }
    }
}
