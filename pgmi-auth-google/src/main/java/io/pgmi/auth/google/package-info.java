// SPDX-License-Identifier: Apache-2.0
/** Log-in with Google Cloud SQL IAM. */
@NullMarked
package io.pgmi.auth.google;

import org.jspecify.annotations.NullMarked;
