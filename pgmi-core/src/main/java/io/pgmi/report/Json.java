// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON (RFC 8259), indented, in the order given. Half surrogates, which UTF-8 has no bytes for, are escaped. */
final class Json {
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /** @param value a map with text keys, a list, text, a whole number, a truth value or null, at any depth */
    static String write(@Nullable Object value) {
        Json json = new Json();
        json.value(value, "\n");
        return json.out.append('\n').toString();
    }

    private void value(@Nullable Object value, String line) {
        if (value instanceof Map<?, ?> map) {
            object(map.entrySet().iterator(), line);
        } else if (value instanceof List<?> list) {
            array(list.iterator(), line);
        } else if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            out.append(value);
        } else if (value instanceof String text) {
            text(text);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private void object(Iterator<? extends Map.Entry<?, ?>> entries, String line) {
        out.append('{');
        String indented = line + "  ";
        for (boolean first = true; entries.hasNext(); first = false) {
            Map.Entry<?, ?> entry = entries.next();
            out.append(first ? "" : ",").append(indented);
            text((String) entry.getKey());
            out.append(": ");
            value(entry.getValue(), indented);
            if (!entries.hasNext()) {
                out.append(line);
            }
        }
        out.append('}');
    }

    private void array(Iterator<?> values, String line) {
        out.append('[');
        String indented = line + "  ";
        for (boolean first = true; values.hasNext(); first = false) {
            out.append(first ? "" : ",").append(indented);
            value(values.next(), indented);
            if (!values.hasNext()) {
                out.append(line);
            }
        }
        out.append(']');
    }

    private void text(String text) {
        out.append('"');
        text.codePoints().forEach(this::character);
        out.append('"');
    }

    private void character(int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            out.append('\\').append((char) codePoint);
        } else if (codePoint < 0x20 || codePoint == 0x7F || isHalfSurrogate(codePoint)) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(Character.forDigit(codePoint >> shift & 0xF, 16));
            }
        } else {
            out.appendCodePoint(codePoint);
        }
    }

    private static boolean isHalfSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
