// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search that guards all secrets must be able to find one. */
class SentinelSearchTest {
    private static final String SECRET = SentinelSearch.SENTINEL + "0a1b2c";

    @TempDir
    Path folder;

    @BeforeEach
    void target() throws IOException {
        Files.createDirectories(folder.resolve("build/target/pgmi"));
    }

    private Path write(String file, String content, String charset) throws IOException {
        return Files.writeString(folder.resolve(file), content, Charset.forName(charset));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"build/build.log", "build/target/pgmi/connection.json", "build/stray", "build/target/A.class"})
    void aSecretIsFoundWhereverItWasWritten(String file) throws IOException {
        Path written = write(file, "first\nconnection = postgresql://u:" + SECRET + "@h/d\n", "UTF-8");

        assertThat(SentinelSearch.findings(folder)).containsExactly(written + ":2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1"})
    void inAnyEncodingAndCase(String charset) throws IOException {
        write("build/build.log", "ü " + SECRET.toUpperCase(java.util.Locale.ROOT), charset);

        assertThat(SentinelSearch.findings(folder)).hasSize(1);
    }

    @Test
    void whereTheTestPutItIsNoFinding() throws IOException {
        write("build/.env", "PGPASSWORD=" + SECRET, "UTF-8");
        write("build/build.log", "password = set", "UTF-8");

        assertThat(SentinelSearch.findings(folder)).isEmpty();
    }
}
