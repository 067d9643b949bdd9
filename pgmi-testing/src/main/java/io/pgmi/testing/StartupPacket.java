// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a client begins a connection with (PostgreSQL manual, "Message Formats": StartupMessage, SSLRequest, CancelRequest). */
public final class StartupPacket {
    private static final int SSL_REQUEST = 80877103;
    private static final int GSSENC_REQUEST = 80877104;
    private static final int CANCEL_REQUEST = 80877102;
    private static final int LONGEST = 100_000;

    /** What follows the length. */
    private final byte[] content;

    private StartupPacket(byte[] content) {
        this.content = content;
    }

    public static StartupPacket read(InputStream in) throws IOException {
        return new StartupPacket(readContent(new DataInputStream(in)));
    }

    /** What follows the length, of any message. */
    static byte[] readContent(DataInputStream in) throws IOException {
        int length = in.readInt() - 4;
        if (length < 0 || length > LONGEST) {
            throw new IOException("not a packet: " + length + " bytes");
        }
        byte[] content = new byte[length];
        in.readFully(content);
        return content;
    }

    public void write(OutputStream out) throws IOException {
        out.write(ByteBuffer.allocate(4 + content.length)
                .putInt(4 + content.length)
                .put(content)
                .array());
        out.flush();
    }

    public boolean isCancelRequest() {
        return code() == CANCEL_REQUEST;
    }

    boolean asksForEncryption() {
        return code() == SSL_REQUEST || code() == GSSENC_REQUEST;
    }

    boolean asksForTls() {
        return code() == SSL_REQUEST;
    }

    private int code() {
        return content.length < 4 ? 0 : ByteBuffer.wrap(content).getInt();
    }

    /** Such as user and database. */
    public Map<String, String> parameters() {
        String[] words = text().split("\0", -1);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i + 1 < words.length && !words[i].isEmpty(); i += 2) {
            parameters.put(words[i], words[i + 1]);
        }
        return parameters;
    }

    /** Names and values of the parameters, separated by NULs. */
    public String text() {
        return new String(content, 4, content.length - 4, StandardCharsets.UTF_8);
    }
}
