// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

/** Text as an XML document may hold it. */
final class XmlText {
    private XmlText() {}

    /** With each character that XML 1.0 forbids (its section 2.2) written out, such as {@code \\u001B} for an escape. */
    static String legal(String text) {
        if (text.codePoints().allMatch(XmlText::isLegal)) {
            return text;
        }
        StringBuilder legal = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isLegal(c)) {
                legal.appendCodePoint(c);
            } else {
                legal.append(String.format(java.util.Locale.ROOT, "\\u%04X", c));
            }
        });
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
