// SPDX-License-Identifier: Apache-2.0
package io.pgmi.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptReviewTest {
    private static ScriptReview review(String sql) {
        return ScriptReview.of("deploy.sql", sql, MacroCall.findAll("deploy.sql", sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1;",
                "BEGIN; SELECT 1; COMMIT;",
                "VACUUM;",
                "CREATE INDEX CONCURRENTLY i ON t (a);",
                "BEGIN; CALL pgmi_test(); COMMIT; CREATE INDEX CONCURRENTLY i ON t (a); VACUUM t; DROP DATABASE d;",
                "COMMIT; BEGIN; CALL pgmi_test('x'); END; VACUUM;",
                "START TRANSACTION; SELECT 1; COMMIT AND CHAIN; CALL pgmi_test(); ROLLBACK;",
                "BEGIN; COMMIT; BEGIN; PREPARE TRANSACTION 'x'; VACUUM;",
                "SELECT '\\', $$\\i x$$, E'\\'', \"\\\"; -- \\i\n/* \\i */",
                "BEGIN; CREATE INDEX concurrently_i ON t (a); CREATE TABLE vacuum_log (); COMMIT;",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END;",
                "COPY stdin FROM '/tmp/x'; COPY (SELECT 1 FROM stdin) TO '/tmp/y'; COPY t TO STDOUT;",
                "BEGIN; ROLLBACK TO SAVEPOINT a; COMMIT;"
            })
    void whatMayBeRightIsNotComplainedOf(String sql) {
        assertThat(review(sql)).isEqualTo(new ScriptReview(List.of(), List.of()));
    }

    private static void isProblem(String sql, String... parts) {
        assertThat(review(sql).problems()).singleElement().asString().contains(parts);
    }

    @Test
    void aTestCallOutsideOfATransaction() {
        isProblem("SELECT 1;\n  CALL pgmi_test();", "deploy.sql:2:3: CALL pgmi_test() needs an open transaction");
        isProblem("BEGIN; COMMIT;\nCALL pgmi_test();", "deploy.sql:2:1: ");
    }

    @Test
    void commandsThatNeedToStandAlone() {
        isProblem(
                "BEGIN;\nCREATE UNIQUE INDEX CONCURRENTLY i ON t (a); COMMIT;",
                "deploy.sql:2:1: CREATE INDEX CONCURRENTLY cannot run inside of a transaction",
                "behind the COMMIT");
        isProblem("CREATE TABLE t ();\nVACUUM t;", "deploy.sql:2:1: VACUUM", "write a COMMIT; before it");
        isProblem("SELECT 1; COMMIT; BEGIN;\nCREATE DATABASE d; COMMIT;", "deploy.sql:2:1: CREATE DATABASE");
        isProblem("SELECT 1;\nREINDEX TABLE CONCURRENTLY t;", "REINDEX … CONCURRENTLY");
    }

    @Test
    void psqlAndCopyFromTheClient() {
        isProblem("\\set a 'b' \\c\nSELECT 1;", "deploy.sql:1:1: psql's backslash commands");
        isProblem("COPY t (a, b) FROM STDIN (FORMAT csv);", "deploy.sql:1:1: COPY … FROM STDIN has no input");
    }

    @Test
    void whatIsNotClosed() {
        isProblem("SELECT 1;\nSELECT $a$ x $b$;", "deploy.sql:2:8: this string is not closed");
        isProblem("SELECT 1; /* /* */", "deploy.sql:1:11: this comment is not closed");
        isProblem("SELECT \"a;", "this quoted identifier is not closed");
    }

    @Test
    void aTransactionThatIsNeverEnded() {
        assertThat(review("SELECT 1;\nCOMMIT;\nBEGIN;\nSELECT 2;").warnings())
                .singleElement()
                .asString()
                .contains("deploy.sql:3:1: the transaction that begins here is never ended");
        assertThat(review("BEGIN; COMMIT AND CHAIN;").warnings()).hasSize(1);
        assertThat(review("BEGIN; COMMIT AND NO CHAIN;").warnings()).isEmpty();
    }

    @Test
    void aMentionCountsOutsideOfComments() {
        assertThat(ScriptReview.mentions("SELECT 1; -- x\n/* x */", "x")).isFalse();
        assertThat(ScriptReview.mentions("SELECT $$ -- X $$", "x")).isTrue();
    }
}
