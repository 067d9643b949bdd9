@NullMarked
package io.pgmi.connect;

import org.jspecify.annotations.NullMarked;
