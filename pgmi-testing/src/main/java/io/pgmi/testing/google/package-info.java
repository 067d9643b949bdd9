// SPDX-License-Identifier: Apache-2.0
/** Stands for what the Google provider talks to: token services, the Cloud SQL Admin API, an instance's proxy. On loopback. */
@NullMarked
package io.pgmi.testing.google;

import org.jspecify.annotations.NullMarked;
