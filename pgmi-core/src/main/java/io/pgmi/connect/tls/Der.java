// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Reads and writes DER (ITU-T X.690) as far as key files go: tags of one byte, lengths of up to three. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    /** {@code [0]}, constructed. */
    static final int CONTEXT_0 = 0xA0;

    private final byte[] bytes;
    private int position;

    Der(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether another element with this tag follows. */
    boolean isNext(int tag) {
        return position < bytes.length && (bytes[position] & 0xFF) == tag;
    }

    /** The content of the next element. */
    byte[] read(int tag) throws GeneralSecurityException {
        if (!isNext(tag)) {
            throw new GeneralSecurityException("it is not in the format of a key");
        }
        position++;
        int length = nextByte();
        if (length > 0x83 || length == 0x80) {
            throw new GeneralSecurityException("a length in it makes no sense");
        } else if (length > 0x80) {
            int count = length - 0x80;
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | nextByte();
            }
        }
        if (length > bytes.length - position) {
            throw new GeneralSecurityException("it is cut off");
        }
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    private int nextByte() throws GeneralSecurityException {
        if (position == bytes.length) {
            throw new GeneralSecurityException("it is cut off");
        }
        return bytes[position++] & 0xFF;
    }

    Der sequence() throws GeneralSecurityException {
        return new Der(read(SEQUENCE));
    }

    BigInteger integer() throws GeneralSecurityException {
        byte[] content = read(INTEGER);
        return content.length == 0 ? BigInteger.ZERO : new BigInteger(content);
    }

    /** An object identifier in dotted form. */
    String oid() throws GeneralSecurityException {
        StringBuilder dotted = new StringBuilder();
        long arc = 0;
        for (byte b : read(OID)) {
            arc = arc << 7 | (b & 0x7F);
            if (b < 0) {
                continue;
            }
            if (dotted.isEmpty()) {
                long first = Math.min(arc / 40, 2);
                dotted.append(first).append('.').append(arc - 40 * first);
            } else {
                dotted.append('.').append(arc);
            }
            arc = 0;
        }
        return dotted.toString();
    }

    /** An element of these contents, one after the other. */
    static byte[] write(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int sign = digits[0] == 0 ? 1 : 0;
            out.write(0x80 | digits.length - sign);
            out.write(digits, sign, digits.length - sign);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
