// SPDX-License-Identifier: Apache-2.0
/** What every auth provider must pass. Published as pgmi-core's test-jar. */
@NullMarked
package io.pgmi.auth.suite;

import org.jspecify.annotations.NullMarked;
