// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import io.pgmi.SourcePosition;
import java.util.Arrays;

/**
 * The text of a project file that can tell where an offset is. A line ends with LF, CR LF or CR. Offsets are UTF-16 indexes, columns
 * are code points.
 */
public final class SourceText {
    /** Wide enough for most lines, narrow enough for a terminal's two lines. */
    private static final int EXCERPT_WIDTH = 160;

    private final String file;
    private final String text;
    private final int[] lineStarts;

    /** @param file path as users know it */
    public SourceText(String file, String text) {
        this.file = file;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    public String file() {
        return file;
    }

    public String text() {
        return text;
    }

    /** Where the offset is; an offset beyond either end counts as that end. */
    public SourcePosition position(int offset) {
        int inside = Math.max(0, Math.min(offset, text.length()));
        int found = Arrays.binarySearch(lineStarts, inside);
        int line = found >= 0 ? found : -found - 2;
        return new SourcePosition(file, line + 1, text.codePointCount(lineStarts[line], inside) + 1);
    }

    /**
     * The offset of a position as the server counts it (PostgreSQL manual, "Error and Notice Message Fields").
     *
     * @param from offset of the first character that the server was sent
     * @param serverPosition in characters (code points), the first being 1; beyond the end of the text it counts as the end
     */
    public static int offset(String text, int from, int serverPosition) {
        int offset = from;
        for (int i = 1; i < serverPosition && offset < text.length(); i++) {
            offset += Character.charCount(text.codePointAt(offset));
        }
        return offset;
    }

    /** Where the n-th character of the whole text is, the first being 1. */
    public SourcePosition positionOfCharacter(int serverPosition) {
        return position(offset(text, 0, serverPosition));
    }

    /**
     * The position's line and, beneath, a caret under its column: two lines, the last without a line end. Tabs are kept on both, so
     * they line up at any tab width. Of a long line only the part round the column is shown.
     */
    public String excerpt(SourcePosition position) {
        int[] line = line(position.line()).codePoints().toArray();
        int column = Math.max(0, Math.min(position.column() - 1, line.length));
        int from = 0;
        int to = line.length;
        if (line.length > EXCERPT_WIDTH) {
            from = Math.max(0, Math.min(column - EXCERPT_WIDTH / 2, line.length - EXCERPT_WIDTH));
            to = from + EXCERPT_WIDTH;
        }
        StringBuilder source = new StringBuilder(from > 0 ? "…" : "");
        StringBuilder caret = new StringBuilder(from > 0 ? " " : "");
        for (int i = from; i < to; i++) {
            source.appendCodePoint(line[i]);
            if (i < column) {
                caret.append(line[i] == '\t' ? '\t' : ' ');
            }
        }
        return source + (to < line.length ? "…" : "") + "\n" + caret + "^";
    }

    private String line(int number) {
        int index = Math.max(0, Math.min(number - 1, lineStarts.length - 1));
        int end = index + 1 < lineStarts.length ? lineStarts[index + 1] : text.length();
        while (end > lineStarts[index] && isLineEnd(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(lineStarts[index], end);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            boolean firstOfTwo = text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (isLineEnd(text.charAt(i)) && !firstOfTwo) {
                starts = count == starts.length ? Arrays.copyOf(starts, count * 2) : starts;
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
