// SPDX-License-Identifier: Apache-2.0
/** The {@code <pgmi-meta>} block of a SQL file. Pure: no file is opened here. */
@NullMarked
package io.pgmi.metadata;

import org.jspecify.annotations.NullMarked;
