// SPDX-License-Identifier: Apache-2.0
/** From the settings that users give, in whatever form, to one open connection. */
@NullMarked
package io.pgmi.connect;

import org.jspecify.annotations.NullMarked;
