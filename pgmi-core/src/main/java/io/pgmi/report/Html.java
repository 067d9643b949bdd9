// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes HTML in which no text can be taken for markup. */
final class Html {
    /** Controls of no use here, ends of paragraphs and marks of direction: they would tear lines apart or reorder them. */
    private static final Pattern WRITTEN_OUT =
            Pattern.compile("[\\u007F-\\u009F\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069]");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes a name, its value, the next name ...
     */
    Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        open.push(element);
        return this;
    }

    /** Closes the element that was opened last. */
    Html close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element with text in it. */
    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Text from outside, whose writing direction must not reorder what stands beside it. */
    Html foreign(String text) {
        return open("bdi").text(text).closeInline();
    }

    private Html closeInline() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Opens a table with its column heads, up to the first row. */
    Html table(String caption, String... columns) {
        open("table", "aria-label", caption).open("thead").open("tr");
        for (String column : columns) {
            // A column's class comes after a bar.
            int bar = column.indexOf('|');
            String name = bar < 0 ? column : column.substring(0, bar);
            String[] style = bar < 0 ? new String[0] : new String[] {"class", column.substring(bar + 1)};
            open("th", style);
            attribute("scope", "col");
            text(name).close();
        }
        return close().close().open("tbody");
    }

    /** To the element that was opened just now. */
    private void attribute(String name, String value) {
        out.setLength(out.length() - 1);
        out.append(' ').append(name).append("=\"").append(escape(value)).append("\">");
    }

    /** Closes a table. */
    Html endTable() {
        return close().close();
    }

    private static String escape(String text) {
        return WRITTEN_OUT
                .matcher(XmlText.legal(text))
                .replaceAll(c ->
                        String.format(Locale.ROOT, "\\\\u%04X", (int) c.group().charAt(0)))
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
