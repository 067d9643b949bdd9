// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.List;

/** Where a setting can come from; and, here alone, which place counts before which. */
enum Source {
    PARAMETER,
    /** The POM's value, where the command line gave one: it always loses, but is named among the losers. */
    POM_PARAMETER,
    EMBEDDED,
    CONNECTION_STRING,
    SETTINGS_XML,
    ENVIRONMENT,
    /** What a string leaves open to the environment is at its default, not at pgmi.yaml's value. */
    STRING_DEFAULT,
    PROJECT_FILE,
    FALLBACK_NAME,
    DEFAULT;

    /** Where to connect, as whom and to what: host, port, username, database, sslmode. */
    private static final List<Source> TARGET = List.of(
            PARAMETER,
            POM_PARAMETER,
            EMBEDDED,
            CONNECTION_STRING,
            SETTINGS_XML,
            ENVIRONMENT,
            STRING_DEFAULT,
            PROJECT_FILE,
            DEFAULT);

    private static final List<Source> MAINTENANCE =
            List.of(PARAMETER, POM_PARAMETER, CONNECTION_STRING, PROJECT_FILE, DEFAULT);

    /** The password file comes after these, when the connection is opened. */
    private static final List<Source> PASSWORD = List.of(EMBEDDED, CONNECTION_STRING, SETTINGS_XML, ENVIRONMENT);

    private static final List<Source> CERTIFICATE =
            List.of(PARAMETER, POM_PARAMETER, SETTINGS_XML, ENVIRONMENT, PROJECT_FILE, CONNECTION_STRING);

    private static final List<Source> KEY_PASSWORD = List.of(SETTINGS_XML, ENVIRONMENT, CONNECTION_STRING);

    private static final List<Source> SESSION =
            List.of(PARAMETER, POM_PARAMETER, CONNECTION_STRING, ENVIRONMENT, FALLBACK_NAME, DEFAULT);

    /** Of a method other than by password. A connection string has none of these, so it leaves pgmi.yaml's alone. */
    private static final List<Source> AUTH = List.of(PARAMETER, POM_PARAMETER, SETTINGS_XML, ENVIRONMENT, PROJECT_FILE);

    /** Highest first. Which method it is, {@link AuthChoice} decides. */
    static List<Source> precedence(Setting setting) {
        return switch (setting) {
            case HOST, PORT, USERNAME, DATABASE, SSL_MODE -> TARGET;
            case MAINTENANCE_DATABASE -> MAINTENANCE;
            case PASSWORD, PASSWORD_FILE -> PASSWORD;
            case SSL_CERT, SSL_KEY, SSL_ROOT_CERT -> CERTIFICATE;
            case SSL_PASSWORD -> KEY_PASSWORD;
            case APPLICATION_NAME, CONNECT_TIMEOUT, CONNECT_ATTEMPTS, TIME_ZONE, CONNECTION -> SESSION;
            case AUTH, AZURE, AWS, GOOGLE -> List.of();
            case AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, AWS_REGION, GOOGLE_INSTANCE -> AUTH;
        };
    }
}
