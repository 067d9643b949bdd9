// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The command-line tools that this JVM finds first on its path, in place of those of whoever runs the tests. */
final class Commands {
    private static final Path FOLDER = Path.of("target", "commands").toAbsolutePath();

    private Commands() {}

    /** A machine on which nobody has logged in. */
    static void loggedOut() throws IOException {
        az("echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1");
        script("azd", "echo 'azd: not found' >&2; exit 127");
        script("pwsh", "echo 'pwsh: not found' >&2; exit 127");
    }

    static void az(String script) throws IOException {
        script("az", script);
    }

    private static void script(String name, String text) throws IOException {
        Path file = Files.createDirectories(FOLDER).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
