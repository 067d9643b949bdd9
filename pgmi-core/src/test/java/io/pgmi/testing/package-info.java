/** What tests of several packages share: a real PostgreSQL server. */
@NullMarked
package io.pgmi.testing;

import org.jspecify.annotations.NullMarked;
