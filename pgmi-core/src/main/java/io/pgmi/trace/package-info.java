// SPDX-License-Identifier: Apache-2.0
/** Finds the place in a project that an error of the server stems from: text in, values out. Without evidence, no place. */
@NullMarked
package io.pgmi.trace;

import org.jspecify.annotations.NullMarked;
