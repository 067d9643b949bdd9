// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.nio.file.Path;

/** The jars that the build put into place, unpacked. */
enum Binaries {
    OLDEST("11"),
    NEWEST("18");

    private final String major;

    Binaries(String major) {
        this.major = major;
    }

    String major() {
        return major;
    }

    Path jar() {
        String folder = System.getProperty("postgres.binaries", "target/postgres-binaries");
        return Path.of(folder, this == OLDEST ? "oldest.jar" : "newest.jar").toAbsolutePath();
    }

    Path home() {
        return PostgresBinaries.unpack(jar(), PostgresBinaries.defaultCache());
    }
}
