// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.PgmiException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileContentTest {
    private static FileContent of(String hex) {
        return FileContent.of("./a.sql", HexFormat.of().parseHex(hex));
    }

    @Test
    void byteOrderMarkIsStripped() {
        assertThat(of("efbbbf61").text()).isEqualTo("a");
        assertThat(of("efbbbf61").sizeBytes()).isEqualTo(1);
        assertThat(of("efbbbf").sizeBytes()).isZero();
    }

    @Test
    void onlyTheFirstByteOrderMarkIsStripped() {
        assertThat(of("efbbbfefbbbf61").text()).isEqualTo("\ufeffa");
    }

    @Test
    void carriageReturnsAreKept() {
        assertThat(of("0d0a0d").text()).isEqualTo("\r\n\r");
    }

    @ParameterizedTest
    @CsvSource({
        "ff, 0",
        "610a62c3, 3",
        "c0af, 0",
        "eda080, 0",
        "f4908080, 0",
        "61e282, 1",
        "efbbbf80, 3",
        "c3a9c3a9c341, 4",
        "f09f9880f09f98, 4"
    })
    void invalidUtf8IsReportedWithItsOffsetInTheFile(String hex, int offset) {
        assertThatThrownBy(() -> of(hex))
                .isInstanceOf(PgmiException.class)
                .hasMessageContaining("./a.sql:")
                .hasMessageContaining("invalid UTF-8")
                .hasMessageContaining("at byte offset " + offset + ";");
    }

    @Test
    void invalidUtf8FarIntoALargeFileIsFound() {
        byte[] bytes = "é\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        bytes[24_999] = (byte) 0xFE;
        assertThatThrownBy(() -> FileContent.of("./a.sql", bytes))
                .hasMessageStartingWith("./a.sql:8334: invalid UTF-8 (byte 0xFE) at byte offset 24999;");
    }

    @Test
    void nulByteIsReportedWithLineAndOffset() {
        assertThatThrownBy(() -> of("610d0a620a00"))
                .isInstanceOf(PgmiException.class)
                .hasMessageStartingWith("./a.sql:3: a NUL byte at byte offset 5;");
    }

    @Test
    void contentIsNotShown() {
        assertThat(of("616263")).hasToString("3 bytes");
    }
}
