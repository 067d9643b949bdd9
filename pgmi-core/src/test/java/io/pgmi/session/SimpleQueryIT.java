// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pgmi.testing.ChildProcess;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;
import org.postgresql.core.BaseConnection;

/** What SimpleQuery relies on of the driver's internal API, which no document promises. */
@OnEachServer
class SimpleQueryIT {
    private final TestPostgres postgres;
    private final String database;
    private Connection connection;
    private SimpleQuery query;

    SimpleQueryIT(OnEachServer.Server server) {
        postgres = server.postgres();
        database = postgres.createDatabase();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = open(postgres, database);
        query = new SimpleQuery(connection.unwrap(BaseConnection.class));
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    /** With the query mode that the engine uses. */
    private static Connection open(TestPostgres postgres, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", postgres.username());
        if (postgres.password() != null) {
            properties.setProperty("password", postgres.password());
        }
        properties.setProperty("preferQueryMode", "extendedForPrepared");
        return new Driver().connect(postgres.jdbcUrl(database), properties);
    }

    private List<String> single(String sql) throws FailedMessage {
        return query.rows(sql, notice -> {}).stream().map(row -> row.get(0)).toList();
    }

    private String outside(String sql) throws SQLException {
        try (Connection other = postgres.connect(database);
                Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void textArrivesVerbatim() throws FailedMessage {
        String text =
                "/* {d '2020-01-01'} {fn now()} ? $1 :x */ -- ?\nSELECT current_query(), '{d ''2020-01-01''} ? $1',"
                        + " E'\\'?', $$ ? $$, 1 <> 2 /* ü€😀 */ ;  \n";
        assertThat(single(text)).containsExactly(text);
    }

    @Test
    void questionMarkOperatorsAndDollarQuotesNeedNoEscape() throws FailedMessage {
        assertThat(single("SELECT '{\"a\":1}'::jsonb ? 'a', '{\"a\":1}'::jsonb ?| array['a'];"))
                .containsExactly("t");
    }

    @Test
    void valuesComeAsTextAndNullAsNull() throws FailedMessage {
        assertThat(query.rows("SELECT 1, 'ü', NULL; SELECT true", notice -> {})).satisfies(rows -> {
            assertThat(rows).hasSize(2);
            assertThat(rows.get(0)).containsExactly("1", "ü", null);
            assertThat(rows.get(1)).containsExactly("t");
        });
    }

    @Test
    void noticesArriveOnThisThreadInOrderAndBeforeTheEnd() throws FailedMessage {
        List<String> seen = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        long[] first = new long[1];
        query.run(
                "DO $$ BEGIN RAISE NOTICE '1'; RAISE WARNING '2'; PERFORM pg_sleep(0.5); RAISE INFO '3'; END $$;"
                        + " DO $$ BEGIN RAISE NOTICE '4'; END $$;",
                notice -> {
                    first[0] = first[0] == 0 ? System.nanoTime() : first[0];
                    seen.add(notice.severity() + " " + notice.message());
                    threads.add(Thread.currentThread());
                });
        assertThat(seen).containsExactly("NOTICE 1", "WARNING 2", "INFO 3", "NOTICE 4");
        assertThat(threads).containsOnly(Thread.currentThread());
        assertThat(System.nanoTime() - first[0]).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(400));
    }

    @Test
    void noticesBelongToTheirOwnMessageAlone() throws FailedMessage {
        List<String> second = new ArrayList<>();
        query.run("DO $$ BEGIN RAISE NOTICE 'first'; END $$;", notice -> {});
        query.run("DO $$ BEGIN RAISE NOTICE 'second'; END $$;", notice -> second.add(notice.message()));
        assertThat(second).containsExactly("second");
    }

    @Test
    void manyNoticesAndRowsNeedNoMemory() throws Exception {
        ChildProcess child = ChildProcess.start(
                List.of("-Xmx48m"),
                ManyNotices.class,
                List.of(postgres.host(), Integer.toString(postgres.port()), postgres.username(), database),
                postgres.password());
        assertThat(child.await(60)).contains("notices 200000");
    }

    /** In a process of its own with a small heap. */
    public static final class ManyNotices {
        public static void main(String[] args) throws SQLException, FailedMessage {
            TestPostgres postgres =
                    new TestPostgres(args[0], Integer.parseInt(args[1]), args[2], System.getenv("PGPASSWORD"), "");
            int[] count = new int[1];
            try (Connection connection = open(postgres, args[3])) {
                new SimpleQuery(connection.unwrap(BaseConnection.class))
                        .run(
                                "DO $$ BEGIN FOR i IN 1..200000 LOOP RAISE NOTICE '% %', i, repeat('x', 300); END LOOP;"
                                        + " END $$; SELECT repeat('x', 100) FROM generate_series(1, 1000000);",
                                notice -> count[0]++);
            }
            System.out.println("notices " + count[0]);
        }
    }

    /** Each text fails at its last statement; the number is how many statements stand before that. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | SELECT 1/0
            1 | SELECT 1; SELECT 1/0
            1 | SELECT g FROM generate_series(1, 5000) g; SELECT 1/0
            1 | SELECT WHERE false; SELECT 1/0
            1 | SELECT; SELECT 1/0
            2 | ;; SELECT 1; ; /* none */ ; SELECT 2; SELECT 1/0
            3 | CREATE TEMP TABLE a (i int); INSERT INTO a VALUES (1), (2); DO $$ BEGIN END $$; SELECT 1/0
            2 | CREATE TEMP TABLE a (i int); INSERT INTO a SELECT 1 RETURNING i, i + 1; SELECT 1/0
            3 | CREATE TEMP TABLE a (i int); COPY a TO STDOUT; COPY (SELECT 1) TO STDOUT; SELECT 1/0
            3 | CREATE TEMP TABLE a (i int); CREATE TEMP TABLE b AS TABLE a; UPDATE a SET i = 2; SELECT 1/0
            3 | PREPARE p AS SELECT 1; EXECUTE p; DEALLOCATE p; SELECT 1/0
            4 | PREPARE q AS SELECT 1; EXPLAIN EXECUTE q; EXPLAIN SELECT 1; DEALLOCATE q; SELECT 1/0
            3 | DECLARE c CURSOR FOR SELECT generate_series(1, 3); FETCH 2 FROM c; CLOSE c; SELECT 1/0
            3 | BEGIN; SAVEPOINT s; ROLLBACK TO s; SELECT 1/0
            3 | SET LOCAL work_mem = '1MB'; SHOW work_mem; RESET work_mem; SELECT 1/0
            """)
    void completedStatementsAreCountedExactly(int completed, String sql) {
        assertThat(catchThrowableOfType(FailedMessage.class, () -> query.run(sql, notice -> {}))
                        .completedStatements())
                .isEqualTo(completed);
        assertThat(catchThrowableOfType(FailedMessage.class, () -> query.rows(ended(sql), notice -> {}))
                        .completedStatements())
                .isEqualTo(completed + (sql.startsWith("BEGIN") ? 1 : 0));
    }

    /** After the transaction that the text may have left open. */
    private static String ended(String sql) {
        return sql.startsWith("BEGIN") ? "ROLLBACK; " + sql : sql;
    }

    @Test
    void statementsThatRulesRewriteCountOnce() {
        String rules = "CREATE TEMP TABLE a (i int); CREATE TEMP TABLE log (i int);"
                + " CREATE RULE also AS ON INSERT TO a DO ALSO (INSERT INTO log VALUES (NEW.i); SELECT 'logged');"
                + " CREATE RULE instead AS ON DELETE TO a DO INSTEAD NOTHING;"
                + " CREATE RULE many AS ON UPDATE TO a DO INSTEAD (INSERT INTO log VALUES (1); INSERT INTO log VALUES (2));";
        assertThat(catchThrowableOfType(
                                FailedMessage.class,
                                () -> query.run(
                                        rules + " INSERT INTO a VALUES (1), (2); DELETE FROM a; UPDATE a SET i = 1;"
                                                + " SELECT 1/0;",
                                        notice -> {}))
                        .completedStatements())
                .isEqualTo(8);
    }

    @Test
    void copyFromStdinFailsAndLeavesTheConnectionUsable() throws FailedMessage {
        FailedMessage failed = catchThrowableOfType(
                FailedMessage.class,
                () -> query.run("CREATE TEMP TABLE a (i int); COPY a FROM STDIN; SELECT 1;", notice -> {}));
        assertThat(failed.completedStatements()).isEqualTo(1);
        assertThat(single("SELECT 1")).containsExactly("1");
    }

    @ParameterizedTest
    @CsvSource({"26000", "0A000", "26P01", "40001", "57014"})
    void nothingRunsTwice(String state) throws FailedMessage, SQLException {
        String sequence = "runs_" + state.toLowerCase(Locale.ROOT);
        query.run("CREATE SEQUENCE " + sequence, notice -> {});
        assertThatThrownBy(() -> query.run(
                        "SELECT nextval('" + sequence + "'); DO $$ BEGIN RAISE 'x' USING ERRCODE = '" + state
                                + "'; END $$;",
                        notice -> {}))
                .isInstanceOf(FailedMessage.class);
        assertThat(outside("SELECT last_value FROM " + sequence)).isEqualTo("1");
    }

    @Test
    void oneMessageIsOneTransactionAndNoBeginIsAdded() throws FailedMessage, SQLException {
        assertThatThrownBy(() -> query.run("CREATE TABLE t (); SELECT 1/0;", notice -> {}))
                .isInstanceOf(FailedMessage.class);
        assertThat(outside("SELECT to_regclass('t')")).isNull();
        query.run("VACUUM", notice -> {});
    }

    @Test
    void theTransactionsStateIsTheServers() throws FailedMessage {
        assertThat(query.transaction()).isEqualTo(SimpleQuery.Transaction.NONE);
        query.run("BEGIN", notice -> {});
        assertThat(query.transaction()).isEqualTo(SimpleQuery.Transaction.OPEN);
        assertThatThrownBy(() -> query.run("SELECT 1/0", notice -> {})).isInstanceOf(FailedMessage.class);
        assertThat(query.transaction()).isEqualTo(SimpleQuery.Transaction.FAILED);
        query.run("ROLLBACK", notice -> {});
        assertThat(query.transaction()).isEqualTo(SimpleQuery.Transaction.NONE);
        assertThatThrownBy(() -> query.run("SELECT 1/0", notice -> {})).isInstanceOf(FailedMessage.class);
        assertThat(query.transaction()).isEqualTo(SimpleQuery.Transaction.NONE);
    }

    @Test
    void theErrorsPositionCountsCharactersOfTheWholeMessage() {
        String before = "SELECT 'ü€'; /* 😀 */ ";
        FailedMessage failed = catchThrowableOfType(
                FailedMessage.class, () -> query.run(before + "SELECT nothing_of_the_kind;", notice -> {}));
        // The server counts code points from 1, and "SELECT " is seven of them.
        assertThat(ServerErrors.position(failed.sqlException()))
                .isEqualTo(before.codePointCount(0, before.length()) + 7 + 1);
    }

    @Test
    void theFirstErrorIsTheOneThatCounts() {
        FailedMessage failed = catchThrowableOfType(
                FailedMessage.class, () -> query.run("SELECT 1/0; SELECT nothing_of_the_kind;", notice -> {}));
        assertThat(failed.sqlException().getSQLState()).isEqualTo("22012");
    }

    @Test
    void aNoticesListenerThatThrowsCancelsTheMessageAndLeavesTheConnectionUsable() throws FailedMessage {
        long start = System.nanoTime();
        assertThatThrownBy(() -> query.run("DO $$ BEGIN RAISE NOTICE 'x'; PERFORM pg_sleep(30); END $$;", notice -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
        assertThat(single("SELECT 'usable'")).containsExactly("usable");
    }
}
