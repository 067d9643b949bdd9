// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The header of one entry of a tar archive: ustar (POSIX.1-1988), and what GNU tar writes for names of up to 100 bytes.
 * The archives of binaries have nothing else. What extends the format is refused, so that nothing is unpacked wrongly.
 *
 * @param mode the Unix permissions
 * @param size how many bytes of content follow
 * @param linkName where a link leads; empty for what is none
 */
record TarEntry(String name, Type type, int mode, long size, String linkName) {
    /** The length of a header, and of what content is filled up to multiples of. */
    static final int BLOCK = 512;

    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;

    enum Type {
        FILE,
        HARD_LINK,
        SYMBOLIC_LINK,
        DIRECTORY
    }

    /** Reads a header; null for a block of zeros, which ends the archive. */
    static @Nullable TarEntry of(byte[] block) throws IOException {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            // For its own sum, the checksum counts as blanks.
            boolean own = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
            sum += own ? ' ' : Byte.toUnsignedInt(block[i]);
        }
        if (sum == CHECKSUM_LENGTH * ' ') {
            return null;
        }
        String name = text(block, 0, 100);
        if (sum != number(block, CHECKSUM, CHECKSUM_LENGTH)) {
            throw new IOException("the checksum of the archive's entry '" + name + "' is wrong");
        }
        // GNU tar, whose mark is another, has times there.
        boolean posix = new String(block, 257, 6, StandardCharsets.US_ASCII).equals("ustar\0");
        String prefix = posix ? text(block, 345, 155) : "";
        return new TarEntry(
                prefix.isEmpty() ? name : prefix + "/" + name,
                type((char) block[156], name),
                (int) number(block, 100, 8),
                number(block, 124, 12),
                text(block, 157, 100));
    }

    private static Type type(char flag, String name) throws IOException {
        return switch (flag) {
            case '0', '\0' -> Type.FILE;
            case '1' -> Type.HARD_LINK;
            case '2' -> Type.SYMBOLIC_LINK;
            case '5' -> Type.DIRECTORY;
            default ->
                throw new IOException("the archive's entry '" + name + "' is of a type that is not supported ('" + flag
                        + "'), as no archive of PostgreSQL's binaries has had one");
        };
    }

    /** Up to the first zero byte. */
    private static String text(byte[] block, int start, int length) {
        int end = start;
        while (end < start + length && block[end] != 0) {
            end++;
        }
        return new String(block, start, end - start, StandardCharsets.UTF_8);
    }

    /** Octal digits, with blanks around them. */
    private static long number(byte[] block, int start, int length) throws IOException {
        String digits = text(block, start, length).strip();
        try {
            return Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("the archive is damaged: '" + digits + "' is no octal number", e);
        }
    }
}
