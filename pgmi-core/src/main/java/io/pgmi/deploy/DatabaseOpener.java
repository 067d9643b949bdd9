// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection to one of the server's databases; a failure is a PgmiException with the server's error in it. */
@FunctionalInterface
interface DatabaseOpener {
    Connection open(String database) throws SQLException;
}
