// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the session that holds the deploy lock is doing, as another session of its role sees it (PostgreSQL manual,
 * "pg_stat_activity").
 *
 * @param waitEvent what it waits for, as type and name, such as {@code Lock: relation}; null while it works
 * @param blockers the sessions that hold the lock that it waits for; empty where it waits for none
 */
public record ServerActivity(@Nullable String waitEvent, List<Blocker> blockers) {
    /**
     * A session that has to end its transaction before the deployment goes on. What it runs is not shown: it may be
     * another's secret.
     *
     * @param pid its process; 0 for a prepared transaction, which has none
     * @param application its application_name; of a process of the server's own its kind, such as {@code autovacuum
     *     worker}; null where it told none
     * @param state such as {@code idle in transaction}; null where this role may not see it
     * @param queryStart when its current or last query began; null where this role may not see it
     */
    public record Blocker(
            int pid,
            @Nullable String application,
            @Nullable String state,
            @Nullable Instant queryStart) {}

    // Without the path, in which the database may have put other operators before those of pg_catalog.
    private static final String NO_PATH = "SET search_path = pg_catalog";

    private static final String ACTIVITY = """
            SELECT s.wait_event_type || ': ' || s.wait_event, b.pid,
                   coalesce(nullif(o.application_name, ''), nullif(o.backend_type, 'client backend')), o.state,
                   floor(extract(epoch FROM o.query_start) * 1000)::bigint
            FROM (%s) h
            JOIN pg_stat_activity s USING (pid)
            LEFT JOIN LATERAL (
              SELECT DISTINCT unnest(CASE WHEN s.wait_event_type = 'Lock' THEN pg_blocking_pids(s.pid) END) AS pid) b ON true
            LEFT JOIN pg_stat_activity o ON o.pid = b.pid
            ORDER BY b.pid""".formatted(DeployLock.HOLDER);

    public ServerActivity {
        blockers = List.copyOf(blockers);
    }

    /**
     * Asks.
     *
     * @param other a connection to the same database, not the one that the lock belongs to
     * @return null where nobody there holds the lock: of several hosts it may have found another one
     */
    public static @Nullable ServerActivity of(Connection other) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute(NO_PATH);
            try (ResultSet rows = statement.executeQuery(ACTIVITY)) {
                if (!rows.next()) {
                    return null;
                }
                String waitEvent = rows.getString(1);
                List<Blocker> blockers = new ArrayList<>();
                do {
                    Integer pid = rows.getObject(2, Integer.class);
                    if (pid != null) {
                        Long start = rows.getObject(5, Long.class);
                        blockers.add(new Blocker(
                                pid,
                                rows.getString(3),
                                rows.getString(4),
                                start == null ? null : Instant.ofEpochMilli(start)));
                    }
                } while (rows.next());
                return new ServerActivity(waitEvent, blockers);
            }
        }
    }
}
