// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * SQL reduced to what {@code pgmi_checksum} covers (session API, section 4), so that reformatting and re-commenting a file leave
 * its checksum alone. Dollar quote tags keep their case: to the server {@code $A$} and {@code $a$} are different tags.
 */
public final class NormalizedSql {
    private final String sql;
    private final byte[] out;
    private int length;
    private boolean spaceDue;

    private NormalizedSql(String latin1View) {
        this.sql = latin1View;
        // Nothing grows: the shortest comment has two characters.
        this.out = new byte[latin1View.length()];
    }

    /** The normalized form of UTF-8 text, itself UTF-8. */
    public static byte[] of(byte[] utf8) {
        return of(new String(utf8, StandardCharsets.ISO_8859_1));
    }

    /** The same for text that is already at hand as an ISO-8859-1 view of its UTF-8 bytes. */
    public static byte[] of(String latin1View) {
        return new NormalizedSql(latin1View).run();
    }

    private byte[] run() {
        SqlLexer lexer = new SqlLexer(sql);
        while (lexer.next()) {
            switch (lexer.kind()) {
                case WHITESPACE, LINE_COMMENT, BLOCK_COMMENT -> spaceDue = true;
                case DOLLAR_QUOTE -> append(lexer.start(), lexer.end(), false);
                case STRING, QUOTED_IDENTIFIER -> {
                    append(lexer.start(), lexer.quoteStart(), true);
                    append(lexer.quoteStart(), lexer.end(), false);
                }
                case WORD, PARAMETER, NUMBER, SYMBOL -> append(lexer.start(), lexer.end(), true);
            }
        }
        return Arrays.copyOf(out, length);
    }

    private void append(int from, int to, boolean fold) {
        for (int i = from; i < to; i++) {
            char c = sql.charAt(i);
            if (SqlLexer.isSpace(c)) {
                spaceDue = true;
                continue;
            }
            if (spaceDue) {
                spaceDue = false;
                if (length > 0) {
                    out[length++] = ' ';
                }
            }
            out[length++] = (byte) (fold && c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        }
    }
}
