// SPDX-License-Identifier: Apache-2.0
/** The goals: documented parameters, one mapping onto the engine's request, one call, one catch. */
@NullMarked
package io.pgmi.maven;

import org.jspecify.annotations.NullMarked;
