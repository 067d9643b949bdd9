// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.pgmi.auth;

import org.jspecify.annotations.NullMarked;
