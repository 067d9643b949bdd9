// SPDX-License-Identifier: Apache-2.0
/**
 * SQL text as this library needs to understand it: tokens, statements, the test macro, the units that a script is sent in, and
 * the way back from an offset to a file, line and column. Pure: no connection, no file.
 */
@NullMarked
package io.pgmi.script;

import org.jspecify.annotations.NullMarked;
