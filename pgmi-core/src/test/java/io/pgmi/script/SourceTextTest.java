// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.SourcePosition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTextTest {
    private static String at(String text, int offset) {
        return new SourceText("f", text).position(offset).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndCountsOnce(String lineEnd) {
        String text = "ab" + lineEnd + lineEnd + "cd" + lineEnd;
        assertThat(at(text, 0)).isEqualTo("f:1:1");
        assertThat(at(text, 1)).isEqualTo("f:1:2");
        assertThat(at(text, text.indexOf('c'))).isEqualTo("f:3:1");
        assertThat(at(text, text.indexOf('d'))).isEqualTo("f:3:2");
        assertThat(at(text, text.length())).isEqualTo("f:4:1");
    }

    @Test
    void columnsCountCodePoints() {
        assertThat(at("😀ä\tx", "😀ä\t".length())).isEqualTo("f:1:4");
    }

    @Test
    void offsetsBeyondTheTextCountAsItsEnds() {
        assertThat(at("ab", 9)).isEqualTo("f:1:3");
        assertThat(at("", -1)).isEqualTo("f:1:1");
    }

    @Test
    void serverPositionsCountCharactersFromOne() {
        SourceText source = new SourceText("f", "😀\r\n😀x");
        assertThat(source.positionOfCharacter(1)).isEqualTo(new SourcePosition("f", 1, 1));
        assertThat(source.positionOfCharacter(5)).isEqualTo(new SourcePosition("f", 2, 2));
        assertThat(source.positionOfCharacter(99)).isEqualTo(new SourcePosition("f", 2, 3));
    }

    private static String excerpt(String text, int line, int column) {
        return new SourceText("f", text).excerpt(new SourcePosition("f", line, column));
    }

    @Test
    void excerptPutsACaretUnderTheColumn() {
        assertThat(excerpt("a\r\n  bcd\r\ne", 2, 4)).isEqualTo("  bcd\n   ^");
    }

    @Test
    void excerptKeepsTabsAndCountsEmojiOnce() {
        assertThat(excerpt("\t😀\tx", 1, 4)).isEqualTo("\t😀\tx\n\t \t^");
    }

    @Test
    void excerptBehindTheLineEndPointsBehindIt() {
        assertThat(excerpt("ab\n", 1, 3)).isEqualTo("ab\n  ^");
        assertThat(excerpt("ab\n", 2, 1)).isEqualTo("\n^");
    }

    @Test
    void excerptOfALongLineIsCutRoundTheColumn() {
        List<String> lines =
                excerpt("a".repeat(500) + "X" + "b".repeat(500), 1, 501).lines().toList();
        assertThat(lines.get(0)).startsWith("…a").endsWith("b…").hasSize(162);
        assertThat(lines.get(0).charAt(lines.get(1).indexOf('^'))).isEqualTo('X');
    }

    @Test
    void excerptOfALongLineIsNotCutAtItsEnds() {
        assertThat(excerpt("X" + "b".repeat(500), 1, 1)).startsWith("Xb").endsWith("b…\n^");
        List<String> lines = excerpt("a".repeat(500) + "X", 1, 501).lines().toList();
        assertThat(lines.get(0)).startsWith("…a").endsWith("aX");
        assertThat(lines.get(0).charAt(lines.get(1).indexOf('^'))).isEqualTo('X');
    }
}
