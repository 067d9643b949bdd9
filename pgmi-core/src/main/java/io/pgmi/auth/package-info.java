// SPDX-License-Identifier: Apache-2.0
/** Where the secret for a log-in comes from: the interface for providers of one's own, and what finds them. */
@NullMarked
package io.pgmi.auth;

import org.jspecify.annotations.NullMarked;
