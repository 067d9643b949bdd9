// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Takes the settings out of the startup message that the driver adds on its own, so that the session starts with what
 * server, database and role define (PostgreSQL manual, "Message Formats", StartupMessage). Everything else, TLS and
 * cancel requests included, passes unchanged.
 */
final class StartupMessageFilter extends FilterOutputStream {
    /** The driver sends the JVM's time zone, and a DateStyle that hides the order of day and month. */
    private static final Set<String> DRIVER_SETTINGS = Set.of("TimeZone", "DateStyle");

    private static final int PROTOCOL_MAJOR = 3;
    private static final int SSL_REQUEST = 80877103;
    private static final int GSSENC_REQUEST = 80877104;
    /** The server itself accepts no startup packet above 10,000 bytes. */
    private static final int LONGEST_STARTUP_MESSAGE = 10_000;

    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final Runnable started;
    private boolean transparent;

    /** @param started called when the startup message has gone through here, that is, unencrypted at this layer */
    StartupMessageFilter(OutputStream out, Runnable started) {
        super(out);
        this.started = started;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (transparent) {
            out.write(bytes, offset, length);
            return;
        }
        pending.write(bytes, offset, length);
        while (!transparent && forwardNextPacket()) {
            // one packet after the other
        }
        if (transparent) {
            pending.writeTo(out);
            pending.reset();
        }
    }

    private boolean forwardNextPacket() throws IOException {
        byte[] bytes = pending.toByteArray();
        if (bytes.length < 8) {
            return false;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int length = buffer.getInt();
        int code = buffer.getInt();
        if (code == SSL_REQUEST || code == GSSENC_REQUEST) {
            keepFrom(bytes, 8);
            out.write(bytes, 0, 8);
            return true;
        }
        if (code >>> 16 != PROTOCOL_MAJOR || length < 8 || length > LONGEST_STARTUP_MESSAGE) {
            transparent = true;
            return false;
        }
        if (bytes.length < length) {
            return false;
        }
        keepFrom(bytes, length);
        started.run();
        out.write(withoutDriverSettings(Arrays.copyOf(bytes, length)));
        transparent = true;
        return false;
    }

    private void keepFrom(byte[] bytes, int offset) {
        pending.reset();
        pending.write(bytes, offset, bytes.length - offset);
    }

    private static byte[] withoutDriverSettings(byte[] message) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(message.length);
        int position = 8;
        while (position < message.length && message[position] != 0) {
            int nameEnd = endOfString(message, position);
            int valueEnd = endOfString(message, nameEnd + 1);
            String name = new String(message, position, nameEnd - position, StandardCharsets.UTF_8);
            if (!DRIVER_SETTINGS.contains(name)) {
                kept.write(message, position, valueEnd + 1 - position);
            }
            position = valueEnd + 1;
        }
        kept.write(0);
        return ByteBuffer.allocate(8 + kept.size())
                .putInt(8 + kept.size())
                .put(message, 4, 4)
                .put(kept.toByteArray())
                .array();
    }

    private static int endOfString(byte[] message, int from) {
        int end = from;
        while (end < message.length && message[end] != 0) {
            end++;
        }
        return end;
    }
}
