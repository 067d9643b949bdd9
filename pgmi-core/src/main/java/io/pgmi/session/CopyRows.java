// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows in COPY's text format (PostgreSQL manual, COPY, "Text Format"), one line a row, so that the line that the
 * server names in an error is the row's number. Keeps at most one buffer in memory.
 */
final class CopyRows {
    private static final int BUFFER = 1 << 16;

    private final CopyIn copy;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private boolean firstInRow = true;

    CopyRows(CopyIn copy) {
        this.copy = copy;
    }

    CopyRows field(@Nullable String value) throws SQLException {
        return value == null ? noValue() : field(value.getBytes(StandardCharsets.UTF_8));
    }

    CopyRows field(long value) throws SQLException {
        return field(Long.toString(value));
    }

    CopyRows field(boolean value) throws SQLException {
        return field(value ? "t" : "f");
    }

    /** @param utf8 text as UTF-8 bytes without NUL */
    CopyRows field(byte[] utf8) throws SQLException {
        separator();
        for (byte b : utf8) {
            switch (b) {
                case '\\' -> escaped('\\');
                case '\n' -> escaped('n');
                case '\r' -> escaped('r');
                case '\t' -> escaped('t');
                default -> put(b);
            }
        }
        return this;
    }

    /** An array of text (PostgreSQL manual, "Array Input and Output Syntax"). */
    CopyRows field(List<String> values) throws SQLException {
        StringBuilder array = new StringBuilder("{");
        for (String value : values) {
            array.append(array.length() > 1 ? "," : "")
                    .append('"')
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return field(array.append('}').toString());
    }

    CopyRows noValue() throws SQLException {
        separator();
        escaped('N');
        return this;
    }

    CopyRows noValues(int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            noValue();
        }
        return this;
    }

    void endRow() throws SQLException {
        put((byte) '\n');
        firstInRow = true;
    }

    void end() throws SQLException {
        flush();
        copy.endCopy();
    }

    private void separator() throws SQLException {
        if (!firstInRow) {
            put((byte) '\t');
        }
        firstInRow = false;
    }

    private void escaped(char letter) throws SQLException {
        put((byte) '\\');
        put((byte) letter);
    }

    private void put(byte b) throws SQLException {
        if (filled == BUFFER) {
            flush();
        }
        buffer[filled++] = b;
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, filled);
        filled = 0;
    }
}
