// SPDX-License-Identifier: Apache-2.0
/** Starts and stops a PostgreSQL server whose files live in a folder of the build. */
@NullMarked
package io.pgmi.embedded;

import org.jspecify.annotations.NullMarked;
