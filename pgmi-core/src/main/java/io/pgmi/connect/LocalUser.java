// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.nio.file.Path;

/**
 * Who runs the build, and where; decides the default user name and the default password file.
 *
 * @param name the operating system's user name; may be empty where there is none
 * @param windows whether the default files are where libpq has them on Windows
 */
public record LocalUser(String name, Path home, boolean windows) {}
