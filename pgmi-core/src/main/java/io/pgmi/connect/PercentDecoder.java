// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Percent-decoding (RFC 3986, section 2.1) of UTF-8. Strict, where URLDecoder puts U+FFFD for what it cannot read. */
final class PercentDecoder {
    private PercentDecoder() {}

    /** Empty where an escape is not two hexadecimal digits, is %00, or the bytes are not UTF-8. */
    static Optional<String> decode(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.of(text);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '%') {
                int octet = at + 2 < text.length() ? octet(text.charAt(at + 1), text.charAt(at + 2)) : -1;
                if (octet < 1) {
                    return Optional.empty();
                }
                bytes.write(octet);
                at += 3;
            } else {
                int codePoint = text.codePointAt(at);
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                at += Character.charCount(codePoint);
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Not Character.digit: it takes the digits of every script. */
    private static int octet(char high, char low) {
        String hex = "0123456789abcdef";
        int left = hex.indexOf(Character.toLowerCase(high));
        int right = hex.indexOf(Character.toLowerCase(low));
        return left < 0 || right < 0 ? -1 : left * 16 + right;
    }
}
