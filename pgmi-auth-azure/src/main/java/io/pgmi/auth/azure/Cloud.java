// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import java.util.Locale;

/** Azure's clouds, as {@code az cloud list} shows them; which one a database is in, its host name says. */
enum Cloud {
    PUBLIC(".postgres.database.azure.com", "https://login.microsoftonline.com/", "ossrdbms-aad.database.windows.net"),
    US_GOVERNMENT(
            ".postgres.database.usgovcloudapi.net",
            "https://login.microsoftonline.us/",
            "ossrdbms-aad.database.usgovcloudapi.net"),
    CHINA(
            ".postgres.database.chinacloudapi.cn",
            "https://login.chinacloudapi.cn/",
            "ossrdbms-aad.database.chinacloudapi.cn");

    private final String hosts;
    private final String authority;
    private final String service;

    Cloud(String hosts, String authority, String service) {
        this.hosts = hosts;
        this.authority = authority;
        this.service = service;
    }

    /** The public one for hosts that tell nothing, such as private names. */
    static Cloud of(String host) {
        for (Cloud cloud : values()) {
            if (host.toLowerCase(Locale.ROOT).endsWith(cloud.hosts)) {
                return cloud;
            }
        }
        return PUBLIC;
    }

    /** Where tokens come from. */
    String authority() {
        return authority;
    }

    /** What a token for PostgreSQL is asked with. */
    String scope() {
        return "https://" + service + "/.default";
    }
}
