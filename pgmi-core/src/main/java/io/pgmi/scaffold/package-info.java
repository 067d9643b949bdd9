// SPDX-License-Identifier: Apache-2.0
/** Writes project files: a whole first project, and what files of an existing one lack. Never over what is there. */
@NullMarked
package io.pgmi.scaffold;

import org.jspecify.annotations.NullMarked;
