// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Makes a zip that the JDK wrote say that it is of Unix and that all may read its entries (PKWARE's APPNOTE, section
 * 4.3.12). Left as the JDK's, which is DOS's, Info-ZIP's unzip garbles names that are not ASCII.
 */
final class UnixZip {
    private static final int END_LENGTH = 22;
    private static final int END_DIRECTORY_OFFSET = 16;

    private static final int HEADER = 0x02014b50;
    private static final int HEADER_LENGTH = 46;
    private static final int HEADER_MADE_BY = 5;
    private static final int HEADER_LENGTHS = 28;
    private static final int HEADER_ATTRIBUTES = 38;

    private static final byte UNIX = 3;
    /** A file that its owner may change and all may read. */
    private static final int MODE = 0100644;

    private UnixZip() {}

    /** Changes the array, which must be a whole zip without a comment. */
    static void mark(byte[] bytes) {
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = zip.getInt(bytes.length - END_LENGTH + END_DIRECTORY_OFFSET);
        while (zip.getInt(at) == HEADER) {
            zip.put(at + HEADER_MADE_BY, UNIX);
            zip.putInt(at + HEADER_ATTRIBUTES, MODE << 16);
            int name = Short.toUnsignedInt(zip.getShort(at + HEADER_LENGTHS));
            int extra = Short.toUnsignedInt(zip.getShort(at + HEADER_LENGTHS + 2));
            int comment = Short.toUnsignedInt(zip.getShort(at + HEADER_LENGTHS + 4));
            at += HEADER_LENGTH + name + extra + comment;
        }
    }
}
