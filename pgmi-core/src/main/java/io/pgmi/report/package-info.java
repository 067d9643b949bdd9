// SPDX-License-Identifier: Apache-2.0
/** Results as files for machines. */
@NullMarked
package io.pgmi.report;

import org.jspecify.annotations.NullMarked;
