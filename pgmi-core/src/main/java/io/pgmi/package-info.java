// SPDX-License-Identifier: Apache-2.0
/** The vocabulary that every other package speaks: how a run ends, what is secret, where in a file something stands. */
@NullMarked
package io.pgmi;

import org.jspecify.annotations.NullMarked;
