// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259), indented, in the order given. Half surrogates, which UTF-8 has no bytes for, are escaped, and so is
 * what YAML 1.1 has no place for in a text (its section 5.1) or takes for a line end: YAML parsers read this, too.
 */
final class Json {
    private final StringBuilder out = new StringBuilder();

    private Json() {}

    /** @param value a map with text keys, a list, text, a whole number, a truth value or null, at any depth */
    static String write(@Nullable Object value) {
        Json json = new Json();
        json.value(value, "\n");
        return json.out.append('\n').toString();
    }

    /**
     * A map for an object, in the order given.
     *
     * @param namesAndValues a name, its value, the next name ...
     */
    static Map<String, @Nullable Object> members(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        List<@Nullable Object> all = Arrays.asList(namesAndValues);
        for (int i = 0; i < all.size(); i += 2) {
            members.put(String.valueOf(all.get(i)), all.get(i + 1));
        }
        return members;
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
        } else if (codePoint < 0x20 || isSpecial(codePoint)) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(Character.forDigit(codePoint >> shift & 0xF, 16));
            }
        } else {
            out.appendCodePoint(codePoint);
        }
    }

    private static boolean isSpecial(int codePoint) {
        boolean control = codePoint >= 0x7F && codePoint < 0xA0;
        boolean lineEnd = codePoint == 0x2028 || codePoint == 0x2029;
        boolean halfSurrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        // A byte order mark may be stripped on the way.
        return control || lineEnd || halfSurrogate || codePoint == 0xFEFF || codePoint == 0xFFFE || codePoint == 0xFFFF;
    }
}
