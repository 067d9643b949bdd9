// SPDX-License-Identifier: Apache-2.0
/** The only door of the engine: a request goes in, events come out while it runs, a result or one exception at the end. */
@NullMarked
package io.pgmi.deploy;

import org.jspecify.annotations.NullMarked;
