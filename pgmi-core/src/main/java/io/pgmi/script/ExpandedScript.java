// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import io.pgmi.SourcePosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script with its macro calls replaced, which still knows where in the file each part comes from. Offsets are UTF-16 indexes into
 * {@link #text} unless said otherwise.
 */
public final class ExpandedScript {
    private final SourceText source;
    private final String text;
    private final List<Expansion> expansions;
    private final List<ScriptUnit> units;

    /** A macro call and what it became: {@code [start, end)} of the expanded text. */
    private record Expansion(MacroCall call, int start, int end) {}

    private ExpandedScript(SourceText source, String text, List<Expansion> expansions) {
        this.source = source;
        this.text = text;
        this.expansions = List.copyOf(expansions);
        this.units = cut();
    }

    /**
     * Replaces macro calls.
     *
     * @param file the script's path as users know it
     * @param calls what {@link MacroCall#findAll} found in {@code sql}
     * @param replacements one for each call: whole statements; a missing last semicolon is added
     */
    public static ExpandedScript of(String file, String sql, List<MacroCall> calls, List<String> replacements) {
        if (calls.size() != replacements.size()) {
            throw new IllegalArgumentException(calls.size() + " calls, but " + replacements.size() + " replacements");
        }
        StringBuilder text = new StringBuilder(sql.length());
        List<Expansion> expansions = new ArrayList<>();
        int copied = 0;
        for (int i = 0; i < calls.size(); i++) {
            MacroCall call = calls.get(i);
            text.append(sql, copied, call.start());
            int start = text.length();
            text.append(closed(replacements.get(i)));
            expansions.add(new Expansion(call, start, text.length()));
            copied = call.end();
        }
        text.append(sql, copied, sql.length());
        return new ExpandedScript(new SourceText(file, sql), text.toString(), expansions);
    }

    /** The script with each macro call as one statement: the units are those of the real expansion, their sizes are not. */
    public static ExpandedScript outline(String file, String sql, List<MacroCall> calls) {
        return of(file, sql, calls, Collections.nCopies(calls.size(), "SELECT 1;"));
    }

    /** What follows the call must neither join the last statement nor vanish in a line comment. */
    private static String closed(String replacement) {
        SqlLexer lexer = new SqlLexer(replacement);
        boolean open = false;
        boolean comment = false;
        while (lexer.next()) {
            comment = lexer.kind() == TokenKind.LINE_COMMENT;
            open = lexer.kind().isBlank() ? open : !lexer.isSymbol(';');
        }
        return replacement + (open ? "\n;" : comment ? "\n" : "");
    }

    /** The whole text that goes to the server. */
    public String text() {
        return text;
    }

    /** What to send, in order: one head, then the tail. Together they are exactly {@link #text}. */
    public List<ScriptUnit> units() {
        return units;
    }

    /**
     * Where in the file an error is that the server found in a unit; for one inside an expansion, where the macro call is.
     *
     * @param serverPosition as the server reports it: characters (code points) of the message, the first being 1
     */
    public SourcePosition positionOf(ScriptUnit unit, int serverPosition) {
        return position(SourceText.offset(text, unit.start(), serverPosition));
    }

    /**
     * Where in the file a statement starts; for one inside an expansion, where the macro call is.
     *
     * @param index from 0; one that the unit does not have counts as its last
     */
    public SourcePosition positionOfStatement(ScriptUnit unit, int index) {
        return position(statementStart(unit, index));
    }

    /** Where in the file a macro call starts. */
    public SourcePosition positionOf(MacroCall call) {
        return source.position(call.start());
    }

    /** The macro call whose expansion holds this offset, or null. */
    @Nullable
    MacroCall macroAt(int offset) {
        int index = lastStartingAt(offset);
        return index >= 0 && offset < expansions.get(index).end()
                ? expansions.get(index).call()
                : null;
    }

    /** The offset in the file that an offset stems from; inside an expansion, where the macro call starts. */
    int sourceOffset(int offset) {
        int index = lastStartingAt(offset);
        if (index < 0) {
            return offset;
        }
        Expansion before = expansions.get(index);
        return offset < before.end() ? before.call().start() : before.call().end() + offset - before.end();
    }

    /** The source line with a caret under the column. */
    public String excerpt(SourcePosition position) {
        return source.excerpt(position);
    }

    private SourcePosition position(int offset) {
        return source.position(sourceOffset(offset));
    }

    private static int statementStart(ScriptUnit unit, int index) {
        int last = unit.statementCount() - 1;
        return last < 0
                ? unit.start()
                : unit.statements().get(Math.min(index, last)).start();
    }

    /** Index of the last expansion that starts at or before the offset; -1 where there is none. */
    private int lastStartingAt(int offset) {
        int low = 0;
        int high = expansions.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (expansions.get(middle).start() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private List<ScriptUnit> cut() {
        List<Statement> statements = Statement.all(text);
        List<ScriptUnit> cut = new ArrayList<>();
        int first = 0;
        int start = 0;
        for (int i = 0; i < statements.size() - 1; i++) {
            boolean ends = cut.isEmpty()
                    ? statements.get(i).endsTransaction()
                    : !sameExpansion(statements.get(i), statements.get(i + 1));
            if (ends) {
                int end = statements.get(i).end();
                cut.add(unit(cut.isEmpty(), start, end, statements.subList(first, i + 1)));
                start = end;
                first = i + 1;
            }
        }
        cut.add(unit(cut.isEmpty(), start, text.length(), statements.subList(first, statements.size())));
        return List.copyOf(cut);
    }

    private ScriptUnit unit(boolean head, int start, int end, List<Statement> statements) {
        return new ScriptUnit(
                head ? ScriptUnit.Kind.HEAD : ScriptUnit.Kind.TAIL, start, text.substring(start, end), statements);
    }

    private boolean sameExpansion(Statement one, Statement next) {
        MacroCall call = macroAt(one.start());
        return call != null && call.equals(macroAt(next.start()));
    }
}
