// SPDX-License-Identifier: Apache-2.0
package io.pgmi.trace;

/** One level of the server's call stack. */
sealed interface Frame {
    /**
     * SQL that a function ran.
     *
     * @param position of the error in it, in characters from 1; 0 where the server does not tell
     */
    record Sql(String text, int position) implements Frame {}

    /**
     * A line of a PL/pgSQL function or DO block.
     *
     * @param function its name and argument types, such as {@code shop.total(integer)}, or {@link #BLOCK}
     * @param line from 1, the first being what follows the opening quote of the body
     * @param statement what kind of statement stands there, as the server calls it
     */
    record Line(String function, int line, String statement) implements Frame {
        /** What the server calls the body of a DO statement. */
        static final String BLOCK = "inline_code_block";

        boolean isBlock() {
            return function.equals(BLOCK);
        }
    }

    /**
     * A function in SQL.
     *
     * @param statement which of its statements, from 1; 0 where the server does not tell
     */
    record SqlFunction(String function, int statement) implements Frame {}
}
