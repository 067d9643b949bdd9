// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.script.SourceText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The text of a file, kept as the UTF-8 bytes that the server gets: valid, without NUL, without a byte order mark. */
public final class FileContent {
    private static final int BOM_LENGTH = 3;
    private static final int CHUNK = 8192;

    private final byte[] utf8;

    private FileContent(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * Checks what was read from a file.
     *
     * @param file for errors
     * @param raw not to be changed afterwards
     * @throws PgmiException INVALID_CONFIGURATION for a NUL byte or invalid UTF-8, with the offset in the file and the line
     */
    public static FileContent of(String file, byte[] raw) {
        boolean ascii = true;
        for (int i = 0; i < raw.length; i++) {
            ascii &= raw[i] >= 0;
            if (raw[i] == 0) {
                throw problem(file, raw, i, "a NUL byte");
            }
        }
        if (!ascii) {
            checkUtf8(file, raw);
        }
        boolean bom =
                raw.length >= BOM_LENGTH && raw[0] == (byte) 0xEF && raw[1] == (byte) 0xBB && raw[2] == (byte) 0xBF;
        return new FileContent(bom ? Arrays.copyOfRange(raw, BOM_LENGTH, raw.length) : raw);
    }

    private static void checkUtf8(String file, byte[] raw) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(raw);
        CharBuffer out = CharBuffer.allocate(CHUNK);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw problem(
                    file,
                    raw,
                    in.position(),
                    String.format(Locale.ROOT, "invalid UTF-8 (byte 0x%02X)", raw[in.position()] & 0xFF));
        }
    }

    private static PgmiException problem(String file, byte[] raw, int offset, String what) {
        String view = new String(raw, StandardCharsets.ISO_8859_1);
        int line = new SourceText(file, view).position(offset).line();
        return new PgmiException(
                Outcome.INVALID_CONFIGURATION,
                file + ":" + line + ": " + what + " at byte offset " + offset + "; PostgreSQL takes text only."
                        + " Save the file as UTF-8, or keep binary files outside the project or in a directory whose name"
                        + " starts with a dot");
    }

    /** The bytes themselves, not a copy: callers must not change them. */
    public byte[] utf8() {
        return utf8;
    }

    /** Octets of the content. */
    public int sizeBytes() {
        return utf8.length;
    }

    /** The content decoded, a new string at each call. */
    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Each byte as one character: what lexers read without decoding. */
    String latin1View() {
        return new String(utf8, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileContent content && Arrays.equals(content.utf8, utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    /** The size only: a log is no place for whole files. */
    @Override
    public String toString() {
        return utf8.length + " bytes";
    }
}
