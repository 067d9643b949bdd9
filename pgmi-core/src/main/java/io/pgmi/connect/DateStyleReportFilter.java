// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Hides from the driver that the session's DateStyle is not ISO: the driver would close the connection, because it could
 * not read dates any more. Nothing here reads dates, and deploy.sql may use the style that it wants. All other messages
 * pass unchanged (PostgreSQL manual, "Message Formats", ParameterStatus).
 */
final class DateStyleReportFilter extends FilterInputStream {
    private static final int HEADER = 5;
    /** A report holds a name and a value; DateStyle's fits easily. Longer ones are other parameters' and pass. */
    private static final int LONGEST_REPORT = 256;

    private final BooleanSupplier framed;
    private final byte[] message = new byte[HEADER + LONGEST_REPORT];
    /** Bytes of {@link #message} read so far, and how many are wanted before they can be judged. */
    private int filled;

    private int wanted = HEADER;
    /** Judged bytes of {@link #message} not yet handed out. */
    private int ready;

    private int readyOffset;
    /** Bytes of the current message that pass without a look. */
    private long passing;

    /** @param framed whether the stream carries protocol messages yet, rather than answers to encryption requests or TLS */
    DateStyleReportFilter(InputStream in, BooleanSupplier framed) {
        super(in);
        this.framed = framed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!framed.getAsBoolean()) {
            return in.read(target, offset, length);
        }
        while (readyOffset == ready && passing == 0) {
            // A read that times out leaves what it got in place, so the next call goes on from there.
            int count = in.read(message, filled, wanted - filled);
            if (count < 0) {
                return -1;
            }
            filled += count;
            if (filled == wanted) {
                judge();
            }
        }
        if (readyOffset < ready) {
            int count = Math.min(length, ready - readyOffset);
            System.arraycopy(message, readyOffset, target, offset, count);
            readyOffset += count;
            int more = Math.min(length - count, (int) Math.min(passing, in.available()));
            return count + (readyOffset == ready && more > 0 ? pass(target, offset + count, more) : 0);
        }
        int count = pass(target, offset, (int) Math.min(length, passing));
        return count == 0 ? -1 : count;
    }

    private int pass(byte[] target, int offset, int length) throws IOException {
        int count = Math.max(0, in.read(target, offset, length));
        passing -= count;
        return count;
    }

    private void judge() {
        int bodyLength = ByteBuffer.wrap(message, 1, 4).getInt() - 4;
        if (filled == HEADER && message[0] == 'S' && bodyLength <= LONGEST_REPORT && bodyLength > 0) {
            wanted = HEADER + bodyLength;
            return;
        }
        boolean whole = filled > HEADER;
        ready = whole && isForeignDateStyle(bodyLength) ? 0 : filled;
        readyOffset = 0;
        passing = whole ? 0 : bodyLength;
        filled = 0;
        wanted = HEADER;
    }

    private boolean isForeignDateStyle(int bodyLength) {
        String body = new String(message, HEADER, bodyLength, StandardCharsets.ISO_8859_1);
        return body.startsWith("DateStyle\0")
                && !body.substring(10).toUpperCase(Locale.ROOT).startsWith("ISO");
    }

    @Override
    public int available() throws IOException {
        return ready - readyOffset + in.available();
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.min(count, 8192)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
