// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.pgmi.connect.tls;

import org.jspecify.annotations.NullMarked;
