// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.PgmiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterFileTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a=b             | b
            ` a =  b c	` | b c
            a=b=c           | b=c
            a=              | ``
            a='b'           | b
            a=" b "         | ` b `
            a=""b""         | "b"
            a='b"           | 'b"
            a='             | '
            a=''            | ``
            a=b # c         | b # c
            a=#b            | #b
            a='b' c         | 'b' c
            """)
    void lineIsSplitTrimmedAndUnquoted(String line, String value) {
        assertThat(ParameterFile.parse("f", line)).containsExactly(new Parameter("a", value, "f:1"));
    }

    @Test
    void blankLinesAndCommentsAreSkippedButCounted() {
        assertThat(ParameterFile.parse("dev.env", "# x=1\r\n\r\n  \na=1\rb=2\n"))
                .containsExactly(new Parameter("a", "1", "dev.env:4"), new Parameter("b", "2", "dev.env:5"));
    }

    @Test
    void everyLineWithoutAnEqualsSignIsReportedButNotShown() {
        assertThatThrownBy(() -> ParameterFile.parse("dev.env", "a=1\nhush\n\nhush hush"))
                .isInstanceOf(PgmiException.class)
                .hasMessageContaining("dev.env:2: ")
                .hasMessageContaining("dev.env:4: ")
                .hasMessageNotContaining("hush");
    }

    @Test
    void fileIsReadAsUtf8WithOrWithoutByteOrderMark(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("p.env"), "\ufeffa=ä😀");
        assertThat(ParameterFile.read(file)).containsExactly(new Parameter("a", "ä😀", file + ":1"));
    }

    @Test
    void fileThatIsNoUtf8IsRefused(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("p.env"), new byte[] {'a', '=', (byte) 0xE4});
        assertThatThrownBy(() -> ParameterFile.read(file))
                .isInstanceOf(PgmiException.class)
                .hasMessageStartingWith(file + ":1: invalid UTF-8");
    }

    @Test
    void missingFileIsNamedWithItsPath(@TempDir Path directory) {
        Path file = directory.resolve("p.env");
        assertThatThrownBy(() -> ParameterFile.read(file))
                .isInstanceOf(PgmiException.class)
                .hasMessageContaining("parameter file " + file + " does not exist");
    }

    @Test
    void directoryIsNoParameterFile(@TempDir Path directory) {
        assertThatThrownBy(() -> ParameterFile.read(directory))
                .isInstanceOf(PgmiException.class)
                .hasMessageContaining(directory + " cannot be read");
    }
}
