// SPDX-License-Identifier: Apache-2.0
/** What the tests of several modules need and no user ever gets: certificates, and servers that stand in for a cloud's. */
@NullMarked
package io.pgmi.testing;

import org.jspecify.annotations.NullMarked;
