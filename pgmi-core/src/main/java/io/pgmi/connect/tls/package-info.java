// SPDX-License-Identifier: Apache-2.0
/** Keys, certificates and trust: the files' formats, and what the JDK's TLS asks for. Knows nothing of PostgreSQL. */
@NullMarked
package io.pgmi.connect.tls;

import org.jspecify.annotations.NullMarked;
