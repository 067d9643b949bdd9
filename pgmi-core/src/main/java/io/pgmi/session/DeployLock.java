// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

/** Who holds the lock that lock.sql takes in the current database. */
public final class DeployLock {
    /**
     * A query for the holder's process id, as {@code pid}; no row where nobody holds it. A 64-bit key shows as two halves
     * (PostgreSQL manual, "pg_locks").
     */
    public static final String HOLDER = """
            SELECT l.pid
            FROM (SELECT pg_catalog.hashtextextended('pgmi.deploy.' || pg_catalog.current_database(), 0) AS key) k,
                 pg_catalog.pg_locks l
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
              AND l.classid::bigint = (k.key >> 32) & 4294967295 AND l.objid::bigint = k.key & 4294967295""";

    private DeployLock() {}
}
