// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.aws;

/**
 * Keeps AWS's SDK out of the build's log, into which it writes a session token as DEBUG. This is a setting of SLF4J's
 * SimpleLogger, which is Maven's; who sets it, keeps it.
 */
final class QuietLoggers {
    private static final String PROPERTY = "org.slf4j.simpleLogger.log.software.amazon.awssdk";

    private QuietLoggers() {}

    /** To be called before the SDK's first class is loaded: a logger looks at its level once. */
    static void configure() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "off");
        }
    }
}
