// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import java.util.List;

/**
 * A part of a script that is sent as one message (session API, section 6).
 *
 * @param start offset in the expanded script
 * @param text what to send
 * @param statements its statements without the empty ones, with offsets in the expanded script
 */
public record ScriptUnit(Kind kind, int start, String text, List<Statement> statements) {
    /** Where in a script a unit stands. */
    public enum Kind {
        /** Everything up to the first end of a transaction: atomic, also without a BEGIN. */
        HEAD,
        /** One statement after the head, or the whole expansion of one macro call. */
        TAIL
    }

    public ScriptUnit {
        statements = List.copyOf(statements);
    }

    /** Offset in the expanded script behind the unit's last character. */
    public int end() {
        return start + text.length();
    }

    /** How many results the server sends when all goes well; 0 for a unit of comments only. */
    public int statementCount() {
        return statements.size();
    }
}
