// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.SourcePosition;
import io.pgmi.script.SourceText;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A project of random files, one of which the server reports an error in, as it does: with the text that it ran and a position. */
class ErrorTracerPropertyTest {
    private static final SourceText SCRIPT = new SourceText("deploy.sql", "SELECT run();\n");

    @Provide
    Arbitrary<String> statement() {
        return Arbitraries.of(
                        "SELECT 1",
                        "SELECT '😀;'",
                        "INSERT INTO t VALUES (1, 'ä')",
                        "SELECT $$ ; $$",
                        "-- c ; c\nSELECT\t2",
                        "/* ; */ UPDATE t\r\n SET a = 1",
                        "CREATE TABLE x (a int)",
                        "DO $x$ BEGIN NULL; END $x$")
                .map(sql -> sql + ";\n");
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return statement()
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(parts -> String.join("", parts))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Property
    void aPositionInWhatRanIsThatPositionInTheFile(
            @ForAll("texts") List<String> texts, @ForAll int which, @ForAll int at, @ForAll boolean joined) {
        List<SourceText> files = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            // A first line of its own makes each file's text the only one of its kind.
            files.add(new SourceText("m/" + i + ".sql", "-- file number " + i + "\n" + texts.get(i)));
        }
        int index = Math.floorMod(which, files.size());
        String text = files.get(index).text();
        int characters = text.codePointCount(0, text.length());
        int position = Math.floorMod(at, characters) + 1;
        StringBuilder before = new StringBuilder();
        StringBuilder ran = new StringBuilder();
        for (int i = 0; i < files.size() && joined; i++) {
            before.append(i < index ? files.get(i).text() : "");
            ran.append(files.get(i).text());
        }
        String internalQuery = joined ? ran.toString() : text;
        int internalPosition = before.codePointCount(0, before.length()) + position;

        Place place = new ErrorTracer(files, SCRIPT)
                .trace(
                        new ErrorFields("42601", "m", null, internalQuery, internalPosition, null, null, null, ""),
                        new SourcePosition("deploy.sql", 1, 1),
                        false)
                .orElseThrow();

        assertThat(place.positions()).containsExactly(expected("m/" + index + ".sql", text, position));
        assertThat(place.calledFrom()).isEqualTo(new SourcePosition("deploy.sql", 1, 1));
    }

    /** Counted character by character, unlike the code under test. */
    private static SourcePosition expected(String file, String text, int position) {
        int line = 1;
        int column = 1;
        int[] characters = text.codePoints().toArray();
        for (int i = 0; i < position - 1; i++) {
            column++;
            if (characters[i] == '\n') {
                line++;
                column = 1;
            }
        }
        return new SourcePosition(file, line, column);
    }
}
