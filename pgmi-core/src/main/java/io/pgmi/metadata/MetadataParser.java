// SPDX-License-Identifier: Apache-2.0
package io.pgmi.metadata;

import io.pgmi.script.SourceText;
import io.pgmi.script.SqlLexer;
import io.pgmi.script.TokenKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds and reads metadata blocks. Not for use by two threads at once. */
public final class MetadataParser {
    private static final String TAG = "<pgmi-meta";
    private static final String END_TAG = "</pgmi-meta";
    private static final String OLD_TAG = "<pgmi:meta";
    private static final int MAX_BYTES = 10 * 1024;

    private final HardenedXmlParser xml = new HardenedXmlParser();

    /** {@code [start, end)} of a block in the file; the end is negative where it is not closed. */
    private record Block(int start, int end) {}

    /**
     * Reads the block of one file.
     *
     * @param path for messages
     * @param latin1View the file's UTF-8 bytes, each as one character, so that no second copy of the text is needed
     */
    public MetadataFindings parse(String path, String latin1View) {
        // Most files have none: a search is all that they cost.
        if (!latin1View.contains("<pgmi")) {
            return MetadataFindings.NONE;
        }
        List<Block> blocks = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(latin1View);
        while (lexer.next()) {
            if (lexer.kind() == TokenKind.BLOCK_COMMENT) {
                String comment = lexer.text();
                int old = comment.indexOf(OLD_TAG);
                if (old >= 0) {
                    return MetadataFindings.problem(at(path, latin1View, lexer.start() + old)
                            + "the <pgmi:meta xmlns…> form is no longer read; write <pgmi-meta id=\"…\" idempotent=\"…\">"
                            + " without prefix and xmlns");
                }
                addBlocks(comment, lexer.start(), blocks);
            }
        }
        return blocks.isEmpty() ? MetadataFindings.NONE : parse(path, latin1View, blocks);
    }

    private MetadataFindings parse(String path, String view, List<Block> blocks) {
        Block block = blocks.get(0);
        String place = at(path, view, block.start());
        if (block.end() < 0) {
            return MetadataFindings.problem(
                    place
                            + "<pgmi-meta> is not closed; end it with </pgmi-meta> in the same comment, and the comment with */");
        }
        if (blocks.size() > 1) {
            return MetadataFindings.problem(at(path, view, blocks.get(1).start())
                    + "a second <pgmi-meta> block; the first is in line " + line(view, block.start())
                    + ", and a file has at most one: remove one of them");
        }
        int bytes = block.end() - block.start();
        if (bytes > MAX_BYTES) {
            return MetadataFindings.problem(place + "the <pgmi-meta> block has " + bytes + " bytes, more than the "
                    + MAX_BYTES + " allowed; shorten its description");
        }
        byte[] utf8 = view.substring(block.start(), block.end()).getBytes(StandardCharsets.ISO_8859_1);
        MetadataHandler handler = new MetadataHandler(path, line(view, block.start()));
        xml.parse(new String(utf8, StandardCharsets.UTF_8), handler);
        return handler.findings();
    }

    private static void addBlocks(String comment, int offset, List<Block> blocks) {
        int from = comment.indexOf(TAG);
        while (from >= 0) {
            int next = from + TAG.length();
            if (next >= comment.length() || endsName(comment.charAt(next))) {
                int end = end(comment, next);
                blocks.add(new Block(offset + from, end < 0 ? -1 : offset + end));
                next = Math.max(next, end);
            }
            from = comment.indexOf(TAG, next);
        }
    }

    /** Offset behind the element whose start tag's name ends here; -1 where it is not closed. */
    private static int end(String comment, int from) {
        char quote = 0;
        int i = from;
        while (i < comment.length() && (quote != 0 || comment.charAt(i) != '>')) {
            char c = comment.charAt(i);
            if (quote == c) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            }
            i++;
        }
        if (i < comment.length() && comment.charAt(i - 1) == '/') {
            return i + 1;
        }
        int endTag = comment.indexOf(END_TAG, from);
        int close = endTag < 0 ? -1 : comment.indexOf('>', endTag);
        return close < 0 ? -1 : close + 1;
    }

    private static boolean endsName(char c) {
        return SqlLexer.isSpace(c) || c == '/' || c == '>' || c == '*';
    }

    private static String at(String path, String view, int offset) {
        return path + ":" + line(view, offset) + ": ";
    }

    private static int line(String view, int offset) {
        return new SourceText("", view).position(offset).line();
    }
}
