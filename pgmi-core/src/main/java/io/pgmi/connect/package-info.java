/**
 * From settings to one open connection: connection strings, ordered sources whose values know their origin, the resolved
 * {@link io.pgmi.connect.ConnectionConfig}, and the {@link io.pgmi.connect.Connector} that dials it.
 *
 * <p>The resolver is pure: it opens no file and reads no environment, everything is handed in.
 */
@NullMarked
package io.pgmi.connect;

import org.jspecify.annotations.NullMarked;
