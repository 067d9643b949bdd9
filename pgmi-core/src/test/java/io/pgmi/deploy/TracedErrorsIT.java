// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.SourcePosition;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures planted in projects: the mark « stands where the place should be, and is taken out before the file is written. */
@OnEachServer
class TracedErrorsIT {
    private static final char MARK = '«';
    private static final String RUN_ALL = """
            BEGIN;
            DO $$
            DECLARE
              f record;
            BEGIN
              FOR f IN SELECT path, content FROM pgmi_plan_view WHERE path LIKE './m/%' ORDER BY execution_order LOOP
                EXECUTE f.content;
              END LOOP;
            END
            $$;
            COMMIT;
            """;

    private final OnEachServer.Server server;
    /** One database for all: each of these deployments is rolled back. */
    private final Trial trial;

    @TempDir
    Path folder;

    TracedErrorsIT(OnEachServer.Server server) {
        this.server = server;
        this.trial = new Trial(server.postgres());
    }

    /** A project with one or more marks. */
    private record Planted(String name, String sqlState, Map<String, String> files) {}

    private static Planted in(String name, String sqlState, String... filesAndTexts) {
        Map<String, String> files = new LinkedHashMap<>(Map.of("deploy.sql", RUN_ALL));
        for (int i = 0; i < filesAndTexts.length; i += 2) {
            files.put(filesAndTexts[i], filesAndTexts[i + 1]);
        }
        return new Planted(name, sqlState, files);
    }

    @SuppressWarnings("StringConcatToTextBlock") // a mark and its line are easier to see in one line
    private static List<Planted> planted() {
        List<Planted> all = new ArrayList<>();
        all.add(in(
                "a word too many", "42601", "m/a.sql", "CREATE TABLE t (id int);\n\nSELECT 1 FROM t WHER «id = 1;\n"));
        all.add(in("an unknown column", "42703", "m/a.sql", "-- first\nSELECT 1;\nSELECT\t«nope FROM pg_class;\n"));
        all.add(in(
                "an unknown table, after astral characters",
                "42P01",
                "m/a.sql",
                "SELECT '😀😀' AS x FROM «nowhere;\n"));
        all.add(in("CR LF", "42P01", "m/a.sql", "SELECT 1;\r\nSELECT 2\r\n FROM «nowhere;\r\n"));
        all.add(in("the second file", "42601", "m/a.sql", "SELECT 1;", "m/b.sql", "SELECT 1;\n«SELEC 2;"));
        all.add(in(
                "a single statement that divides",
                "22012",
                "m/a.sql",
                "-- why\n\n  «SELECT 1 / (SELECT count(*) FROM pg_class WHERE false);\n"));
        all.add(in(
                "one of several that divides",
                "22012",
                "m/a.sql",
                "CREATE TABLE t (id int);\nINSERT INTO t VALUES (0);\n«SELECT 1 / id FROM t;\nSELECT id FROM t;\n"));
        all.add(
                in(
                        "a duplicate key",
                        "23505",
                        "m/a.sql",
                        "CREATE TABLE t (id int PRIMARY KEY);\nCREATE TABLE u (id int);\nINSERT INTO u VALUES (1), (1);\n  «INSERT INTO t VALUES (1), (1);\n"));
        all.add(
                in(
                        "a missing parent",
                        "23503",
                        "m/a.sql",
                        "CREATE TABLE p (id int PRIMARY KEY);\nCREATE TABLE c (p int REFERENCES p);\n«INSERT INTO c VALUES (1);\n"));
        all.add(in(
                "a check in another file's table",
                "23514",
                "m/a.sql",
                "CREATE TABLE t (n int CHECK (n > 0));",
                "m/b.sql",
                "SELECT 1;\n«INSERT INTO t VALUES (0);\nSELECT 2;\n",
                "m/c.sql",
                "SELECT 2;"));
        all.add(in(
                "a table that is there",
                "42P07",
                "m/a.sql",
                "CREATE TABLE t (id int);",
                "m/b.sql",
                "SELECT 1;\n«CREATE TABLE t (id int);\nSELECT 2;\n"));
        all.add(in("to drop what is not there", "42P01", "m/a.sql", "SELECT 1;\n«DROP TABLE nowhere;\nSELECT 2;\n"));
        all.add(in(
                "a DO block that raises",
                "P0001",
                "m/a.sql",
                "SELECT 1;\nDO $x$\nBEGIN\n  PERFORM 1;\n  «RAISE EXCEPTION 'no';\nEND\n$x$;\nSELECT 2;\n"));
        all.add(in("a DO block in quotes", "P0001", "m/a.sql", "DO '\nBEGIN\n  «RAISE EXCEPTION ''no'';\nEND';\n"));
        all.add(
                in(
                        "one of two DO blocks",
                        "P0001",
                        "m/a.sql",
                        "DO $$ BEGIN\n  PERFORM 1;\n  PERFORM 2;\nEND $$;\nDO $$ BEGIN\n  PERFORM 1;\n  «RAISE EXCEPTION 'no';\nEND $$;\n"));
        all.add(in(
                "SQL in a DO block",
                "42P01",
                "m/a.sql",
                "DO $$\nBEGIN\n  IF true THEN INSERT INTO «nowhere VALUES (1); END IF;\nEND\n$$;\n"));
        all.add(in(
                "a row in a DO block",
                "23502",
                "m/a.sql",
                "CREATE TABLE t (id int NOT NULL);\nDO $$\nBEGIN\n  «INSERT INTO t VALUES (NULL);\nEND\n$$;\n"));
        all.add(in(
                "an expression in a DO block",
                "22012",
                "m/a.sql",
                "DO $$\nDECLARE\n  n int := 0;\nBEGIN\n  «n := 1 / n;\nEND\n$$;\n"));
        all.add(in("an assertion", "P0004", "m/a.sql", "DO $$\nBEGIN\n  «ASSERT false, 'no';\nEND\n$$;\n"));
        all.add(
                in(
                        "a function of the file",
                        "P0001",
                        "m/a.sql",
                        "CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  IF n > 0 THEN\n    «RAISE EXCEPTION 'no';\n  END IF;\n  RETURN n;\nEND\n$$;\nSELECT f(0);\nSELECT f(1);\n"));
        all.add(in(
                "a function of another file",
                "P0001",
                "m/a.sql",
                "CREATE SCHEMA s;\nCREATE OR REPLACE FUNCTION s.f(n int, OUT m int) LANGUAGE plpgsql AS $body$\nBEGIN\n  «RAISE EXCEPTION 'no';\nEND\n$body$;\n",
                "m/b.sql",
                "SELECT s.f(1);"));
        all.add(in(
                "the right one of two functions",
                "P0001",
                "m/a.sql",
                "CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND $$;\n"
                        + "CREATE FUNCTION f(n int, m text) RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  «RAISE EXCEPTION 'no';\nEND $$;\n",
                "m/b.sql",
                "SELECT f(1, 'x');"));
        all.add(
                in(
                        "a trigger",
                        "P0001",
                        "m/a.sql",
                        "CREATE TABLE t (id int);\nCREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n  «RAISE EXCEPTION 'no';\nEND\n$$;\n"
                                + "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE PROCEDURE g();\nINSERT INTO t VALUES (1);\n"));
        all.add(
                in(
                        "a procedure",
                        "22012",
                        "m/a.sql",
                        "CREATE PROCEDURE p(n int) LANGUAGE plpgsql AS $$\nDECLARE\n  m int;\nBEGIN\n  «m := 1 / n;\nEND\n$$;\nCALL p(0);\n"));
        all.add(
                in(
                        "a function in SQL",
                        "22012",
                        "m/a.sql",
                        "CREATE FUNCTION f(n int) RETURNS int LANGUAGE sql AS $$\n  SELECT 1;\n  «SELECT 1 / (n + (SELECT count(*)::int FROM pg_class WHERE false));\n$$;\nSELECT f(0);\n"));
        all.add(in(
                "a body with an error",
                "42601",
                "m/a.sql",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN «;\nEND\n$$;\n"));
        all.add(in(
                "text around the file",
                "42P01",
                "deploy.sql",
                "DO $$ DECLARE c text; BEGIN SELECT content INTO c FROM pgmi_plan_view WHERE path = './m/a.sql'; EXECUTE 'SET LOCAL lock_timeout = ''1s''; ' || c; END $$;",
                "m/a.sql",
                "SELECT 'a long enough text';\nSELECT 1 FROM «nowhere;\n"));
        all.add(in(
                "a file run by a file",
                "42P01",
                "deploy.sql",
                "DO $$ DECLARE c text; BEGIN SELECT content INTO c FROM pgmi_plan_view WHERE path = './m/a.sql'; EXECUTE c; END $$;",
                "m/a.sql",
                "DO $x$\nDECLARE\n  c text;\nBEGIN\n  SELECT content INTO c FROM pgmi_plan_view WHERE path = './n/b.sql';\n  EXECUTE c;\nEND\n$x$;\n",
                "n/b.sql",
                "SELECT 1;\nSELECT * FROM «nowhere;\n"));
        all.add(in(
                "two files with the same text",
                "42P01",
                "m/a.sql",
                "SELECT 1 FROM «nowhere;\n",
                "m/b.sql",
                "SELECT 1 FROM «nowhere;\n"));
        all.add(in("deploy.sql", "42P01", "deploy.sql", "BEGIN;\nSELECT 1;\nSELECT 1 FROM «nowhere;\nCOMMIT;\n"));
        all.add(
                in(
                        "a DO block of deploy.sql",
                        "P0001",
                        "deploy.sql",
                        "BEGIN;\nDO $$\nBEGIN\n  PERFORM 1;\n  IF true THEN «RAISE EXCEPTION 'no'; END IF;\nEND\n$$;\nCOMMIT;\n"));
        all.add(in(
                "SQL in a DO block of deploy.sql",
                "42P01",
                "deploy.sql",
                "DO $$\nBEGIN\n  PERFORM * FROM «nowhere;\nEND\n$$;\n"));
        all.add(in(
                "deploy.sql after its COMMIT",
                "22012",
                "deploy.sql",
                "BEGIN;\nCOMMIT;\nSELECT 1;\n  «SELECT 1 / (SELECT 0);\n"));
        all.add(in(
                "a test",
                "P0001",
                "deploy.sql",
                "BEGIN;\nCALL pgmi_test();\nCOMMIT;\n",
                "__test__/a.sql",
                "SELECT 1;\n\nDO $$\nBEGIN\n  «RAISE EXCEPTION 'no';\nEND\n$$;\n"));
        all.add(in(
                "a test's assertion",
                "P0004",
                "deploy.sql",
                "BEGIN;\nCALL pgmi_test();\nCOMMIT;\n",
                "__test__/a.sql",
                "DO $$\nBEGIN\n  «ASSERT 1 = 2, 'one is two';\nEND\n$$;\n"));
        all.add(in(
                "a test's syntax",
                "42601",
                "deploy.sql",
                "BEGIN;\nCALL pgmi_test();\nCOMMIT;\n",
                "__test__/a.sql",
                "SELECT 1;",
                "__test__/b.sql",
                "SELECT 1;\n «FORM x;\n"));
        all.add(in(
                "a fixture",
                "42P01",
                "deploy.sql",
                "BEGIN;\nCALL pgmi_test();\nCOMMIT;\n",
                "__test__/_setup.sql",
                "INSERT INTO\n  «nowhere VALUES (1);\n",
                "__test__/b.sql",
                "SELECT 1;"));
        return all;
    }

    @Test
    void thePlaceIsWhereItWasPlanted() throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (Planted planted : planted()) {
            DatabaseError error = fail(planted);
            List<SourcePosition> places = new ArrayList<>(error.also());
            if (error.position() != null) {
                places.add(0, error.position());
            }
            all.assertThat(error.sqlState()).as(planted.name()).isEqualTo(planted.sqlState());
            all.assertThat(places).as(planted.name() + ": " + error.report()).isEqualTo(marks(planted));
        }
        all.assertAll();
    }

    @Test
    void withoutEvidenceTheFileAloneIsNamed() throws Exception {
        DatabaseError error = fail(
                in(
                        "two that may be it",
                        "23505",
                        "m/a.sql",
                        "CREATE TABLE t (id int PRIMARY KEY);\nINSERT INTO t SELECT 1;\nINSERT INTO t SELECT 2;\nINSERT INTO t SELECT 1;\n"));

        assertThat(error.position()).isEqualTo(SourcePosition.ofFile(file("m/a.sql")));
        assertThat(error.report()).startsWith(file("m/a.sql") + ": ERROR 23505: ");
    }

    @Test
    void whatTheProjectDidNotCreateIsNoPlace() throws Exception {
        // The line would be another function's.
        Trial other = new Trial(server.postgres());
        other.execute("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END'");
        TestProject project = new TestProject(folder)
                .file(
                        "m/a.sql",
                        "CREATE FUNCTION other.f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN\nRETURN 1; END $$;")
                .script("SELECT 1;\n  SELECT f();\n");

        DatabaseError error =
                Objects.requireNonNull(other.fail(project, Outcome.SQL_FAILED).databaseError());

        assertThat(error.position()).isEqualTo(new SourcePosition(file("deploy.sql"), 2, 3));
    }

    @Test
    void theCallIsToldAndWholeFilesAreNot() throws Exception {
        String filler = "-- filler\n".repeat(500);
        PgmiException failure =
                failure(in("long", "P0001", "m/a.sql", "DO $$\nBEGIN\n  «RAISE EXCEPTION 'no';\nEND\n$$;\n" + filler));
        DatabaseError error = Objects.requireNonNull(failure.databaseError());

        assertThat(error.calledFrom()).isEqualTo(new SourcePosition(file("deploy.sql"), 7, 5));
        assertThat(failure.getMessage())
                .contains(file("m/a.sql") + ":3:3: ERROR P0001: no\n      RAISE EXCEPTION 'no';\n      ^\n")
                .contains("called from " + file("deploy.sql") + ":7:5")
                .contains("SQL statement \"" + file("m/a.sql") + "\"")
                .doesNotContain("filler");
    }

    @Test
    void aTestThatFailsIsNamed() throws Exception {
        PgmiException failure = failure(in(
                "test",
                "P0001",
                "deploy.sql",
                "BEGIN;\nCALL pgmi_test();\nCOMMIT;\n",
                "__test__/a.sql",
                "DO $$\nBEGIN\n  «RAISE EXCEPTION 'no' USING DETAIL = 'd', HINT = 'h';\nEND\n$$;\n"));

        assertThat(failure.getMessage())
                .startsWith(file("__test__/a.sql") + ":3:3: ERROR P0001: Failed in ./__test__/a.sql: no\n")
                .contains("called from " + file("deploy.sql") + ":2:1", "DETAIL: d", "HINT: h");
    }

    private String file(String path) {
        return folder.resolve(path).toString();
    }

    private DatabaseError fail(Planted planted) throws Exception {
        return Objects.requireNonNull(failure(planted).databaseError(), planted.name());
    }

    private PgmiException failure(Planted planted) throws IOException {
        try (Stream<Path> before = Files.walk(folder)) {
            before.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(folder))
                    .forEach(path -> path.toFile().delete());
        }
        TestProject project = new TestProject(folder);
        planted.files().forEach((path, text) -> project.file(path, text.replace(String.valueOf(MARK), "")));
        return trial.fail(project, Outcome.SQL_FAILED);
    }

    /** In the order of paths; line and column counted here, by other means than in the code under test. */
    private List<SourcePosition> marks(Planted planted) {
        List<SourcePosition> places = new ArrayList<>();
        planted.files().forEach((path, text) -> {
            int mark = text.indexOf(MARK);
            if (mark >= 0) {
                String[] lines = text.substring(0, mark).split("\n", -1);
                String line = lines[lines.length - 1];
                places.add(new SourcePosition(file(path), lines.length, line.codePointCount(0, line.length()) + 1));
            }
        });
        return places;
    }
}
