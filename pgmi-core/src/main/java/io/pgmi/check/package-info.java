// SPDX-License-Identifier: Apache-2.0
/** Where a deployment would go and whether it could, without deploying. */
@NullMarked
package io.pgmi.check;

import org.jspecify.annotations.NullMarked;
