// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Outcome;
import io.pgmi.connect.Setting;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Session API, section 2: what deploy.sql sees. */
@OnEachServer
class SessionViewsIT {
    private final Trial trial;
    private TestProject project;

    SessionViewsIT(OnEachServer.Server server) {
        trial = new Trial(server.postgres());
    }

    @BeforeEach
    void project(@TempDir Path directory) {
        project = new TestProject(directory);
    }

    /** Copies what a query in the session returns to a table that outlives it. */
    private List<String> inSession(String query) throws SQLException {
        trial.deploy(project.script("DROP TABLE IF EXISTS seen; CREATE TABLE seen AS " + query + ";"));
        return trial.query("SELECT * FROM seen");
    }

    @Test
    void viewsHaveTheColumnsAndTypesOfTheContract() throws SQLException {
        project.file("a.sql", "SELECT 1");
        assertThat(inSession("""
                        SELECT c.relname || ': ' || string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', '
                          ORDER BY a.attnum)
                        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                        WHERE c.relnamespace = pg_my_temp_schema() AND c.relkind = 'v'
                        GROUP BY c.relname ORDER BY c.relname"""))
                .containsExactly(
                        "pgmi_parameter_view: key text, value text, type text, required boolean, default_value text,"
                                + " description text",
                        "pgmi_plan_view: path text, content text, checksum text, generic_id uuid, id uuid,"
                                + " idempotent boolean, description text, sort_key text, execution_order bigint",
                        "pgmi_source_metadata_view: path text, id uuid, idempotent boolean, sort_keys text[],"
                                + " description text",
                        "pgmi_source_view: path text, name text, directory text, extension text, depth integer,"
                                + " content text, size_bytes bigint, checksum text, pgmi_checksum text,"
                                + " path_parts text[], is_sql_file boolean, is_test_file boolean,"
                                + " parent_folder_name text",
                        "pgmi_test_directory_view: path text, parent_path text, depth integer",
                        "pgmi_test_source_view: path text, directory text, filename text, content text,"
                                + " is_fixture boolean");
    }

    @Test
    void sourceViewDescribesEachFile() throws Exception {
        String umlaut = "SELECT 'Ä€';\r\n-- note\r\n";
        project.file("b/c/x.SQL", umlaut).file("notes.d", "").file("b/data.json", "{\"a\\n\": \"\t\\\\N\"}");
        assertThat(inSession("SELECT path, name, directory, extension, depth, size_bytes, path_parts, is_sql_file,"
                        + " is_test_file, parent_folder_name FROM pgmi_source_view ORDER BY path COLLATE \"C\""))
                .containsExactly(
                        "./b/c/x.SQL|x.SQL|./b/c/|.SQL|2|" + umlaut.getBytes(StandardCharsets.UTF_8).length
                                + "|{.,b,c,x.SQL}|t|f|c",
                        "./b/data.json|data.json|./b/|.json|1|15|{.,b,data.json}|f|f|b",
                        "./notes.d|notes.d|./|.d|0|0|{.,notes.d}|f|f|NULL");
        assertThat(inSession("SELECT content FROM pgmi_source_view WHERE path = './b/c/x.SQL'"))
                .containsExactly(umlaut);
        assertThat(inSession("SELECT content FROM pgmi_source_view WHERE path = './b/data.json'"))
                .containsExactly("{\"a\\n\": \"\t\\\\N\"}");
        assertThat(inSession("SELECT checksum FROM pgmi_source_view WHERE path = './b/c/x.SQL'"))
                .containsExactly(sha256(umlaut));
        assertThat(inSession("SELECT pgmi_checksum FROM pgmi_source_view WHERE path = './b/c/x.SQL'"))
                .containsExactly(sha256("select 'Ä€';"));
    }

    @Test
    void byteOrderMarkIsNeitherContentNorPartOfTheChecksum() throws Exception {
        project.file("bom.sql", "\uFEFFSELECT 1");
        assertThat(inSession("SELECT content, size_bytes, checksum FROM pgmi_source_view"))
                .containsExactly("SELECT 1|8|" + sha256("SELECT 1"));
    }

    @Test
    void testFilesAreInTheTestViewsOnly() throws SQLException {
        project.file("src.sql", "SELECT 1")
                .file("a/__test__/t.sql", "SELECT 2")
                .file("a/__tests__/_SETUP.psql", "SELECT 3")
                .file("a/__test__/data.csv", "1,2");
        assertThat(inSession("SELECT path FROM pgmi_source_view")).containsExactly("./src.sql");
        assertThat(inSession("SELECT * FROM pgmi_test_source_view ORDER BY path COLLATE \"C\""))
                .containsExactly(
                        "./a/__test__/t.sql|./a/__test__/|t.sql|SELECT 2|f",
                        "./a/__tests__/_SETUP.psql|./a/__tests__/|_SETUP.psql|SELECT 3|t");
    }

    @Test
    void testDirectoriesKnowTheirNearestAncestorThatHoldsAFile() throws SQLException {
        project.file("a/__test__/t.sql", "SELECT 1")
                .file("a/__test__/empty/deep/t.sql", "SELECT 1")
                .file("a/__test__/empty/deep/er/only.txt", "")
                .file("b/__test__/sub/t.sql", "SELECT 1");
        assertThat(inSession("SELECT * FROM pgmi_test_directory_view ORDER BY path COLLATE \"C\""))
                .containsExactly(
                        "./a/__test__/|NULL|0",
                        "./a/__test__/empty/deep/|./a/__test__/|2",
                        "./a/__test__/empty/deep/er/|./a/__test__/empty/deep/|3",
                        "./b/__test__/sub/|NULL|1");
    }

    private static final String META = """
            /* <pgmi-meta id="6f1e2d3c-0000-4000-8000-00000000000%d" idempotent="%s">
            %s</pgmi-meta> */
            SELECT 1;""";

    @Test
    void planHasARowForEachSortKeyInByteOrder() throws SQLException {
        project.file(
                        "b.sql",
                        META.formatted(
                                1,
                                "false",
                                "<description>B &amp; b</description>"
                                        + "<sortKeys><key>./z</key><key>./A</key></sortKeys>"))
                .file("a.sql", "SELECT 1;")
                .file("Z.sql", META.formatted(2, "true", ""))
                .file("é.txt", "not SQL");
        assertThat(inSession("SELECT execution_order, sort_key, path, id, idempotent, description FROM pgmi_plan_view"
                        + " ORDER BY execution_order"))
                .containsExactly(
                        "1|./A|./b.sql|6f1e2d3c-0000-4000-8000-000000000001|f|B & b",
                        "2|./Z.sql|./Z.sql|6f1e2d3c-0000-4000-8000-000000000002|t|",
                        "3|./a.sql|./a.sql|NULL|t|",
                        "4|./z|./b.sql|6f1e2d3c-0000-4000-8000-000000000001|f|B & b",
                        "5|./é.txt|./é.txt|NULL|t|");
        assertThat(inSession("SELECT path, sort_keys, description FROM pgmi_source_metadata_view ORDER BY 1"))
                .containsExactlyInAnyOrder("./b.sql|{./z,./A}|B & b", "./Z.sql|{}|");
    }

    @Test
    void planCarriesTheNormalizedChecksumAndTheMd5OfThePathAsId() throws Exception {
        project.file("größe.sql", "SELECT   'X' -- why");
        String md5 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("MD5").digest("./größe.sql".getBytes(StandardCharsets.UTF_8)));
        assertThat(inSession("SELECT checksum, replace(generic_id::text, '-', '') FROM pgmi_plan_view"))
                .containsExactly(sha256("select 'X'") + "|" + md5);
    }

    @Test
    void parametersAreRowsAndSessionVariables() throws SQLException {
        trial.parameters(Map.of("Env", "it's $$ \\ 'quoted'\nline two", "empty", ""));
        assertThat(inSession("SELECT * FROM pgmi_parameter_view ORDER BY key"))
                .containsExactly("empty||text|f|NULL|NULL", "env|it's $$ \\ 'quoted'\nline two|text|f|NULL|NULL");
        assertThat(
                        inSession(
                                "SELECT current_setting('pgmi.env', true) AS env, current_setting('pgmi.other', true) AS other"))
                .containsExactly("it's $$ \\ 'quoted'\nline two|NULL");
    }

    @Test
    void everythingWorksAfterSetRoleAndWithAnotherSearchPath() throws SQLException {
        String role = "nobody_" + trial.database();
        trial.execute("CREATE ROLE " + role + "; CREATE SCHEMA own AUTHORIZATION " + role
                + "; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC");
        project.file("a.sql", META.formatted(1, "true", ""))
                .file("__test__/_setup.sql", "CREATE TABLE own.t ()")
                .file("__test__/t.sql", "SELECT FROM own.t");
        trial.parameters(Map.of("p", "v")).deploy(project.script("""
                        BEGIN;
                        SET LOCAL ROLE %s;
                        SET LOCAL search_path = own;
                        -- nothing of ours may depend on what an operator means under the script's search_path
                        CREATE FUNCTION own.never(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT false';
                        CREATE OPERATOR own.= (LEFTARG = text, RIGHTARG = text, FUNCTION = own.never);
                        SET LOCAL search_path = own, pg_catalog;
                        CREATE TABLE own.seen AS SELECT
                          (SELECT count(*) FROM pgmi_source_view) AS sources, (SELECT count(*) FROM pgmi_plan_view) AS plan,
                          (SELECT count(*) FROM pgmi_source_metadata_view) AS metadata,
                          (SELECT count(*) FROM pgmi_parameter_view) AS parameters,
                          (SELECT count(*) FROM pgmi_test_source_view) AS tests,
                          (SELECT count(*) FROM pgmi_test_directory_view) AS directories,
                          (SELECT count(*) FROM pg_temp.pgmi_test_plan()) AS steps,
                          pg_temp.pgmi_is_sql_file('x.sql') AS is_sql;
                        SELECT pg_temp.pgmi_persist_test_plan('own');
                        CALL pgmi_test();
                        COMMIT;
                        """.formatted(role)));
        assertThat(trial.query("SELECT * FROM own.seen")).containsExactly("1|1|1|1|2|1|3|t");
        assertThat(trial.query("SELECT count(*) FROM own.pgmi_test_plan")).containsExactly("3");
    }

    /** The database's settings hold already while the session is set up. */
    @Test
    void everythingWorksWhateverTypesAndOperatorsTheDatabasesSearchPathPutsFirst() throws SQLException {
        trial.execute("""
                CREATE SCHEMA own;
                CREATE DOMAIN own.text AS integer;
                CREATE DOMAIN own.uuid AS integer;
                CREATE FUNCTION own.never(pg_catalog.text, pg_catalog.text) RETURNS boolean LANGUAGE sql AS 'SELECT false';
                CREATE FUNCTION own.never("char", "char") RETURNS boolean LANGUAGE sql AS 'SELECT false';
                CREATE OPERATOR own.= (LEFTARG = pg_catalog.text, RIGHTARG = pg_catalog.text, PROCEDURE = own.never);
                CREATE OPERATOR own.= (LEFTARG = "char", RIGHTARG = "char", PROCEDURE = own.never);
                CREATE OPERATOR own.|| (LEFTARG = pg_catalog.text, RIGHTARG = pg_catalog.text, PROCEDURE = own.never);
                """);
        trial.execute("ALTER DATABASE " + trial.database() + " SET search_path = own, pg_catalog");
        project.file("a.sql", META.formatted(1, "true", ""))
                .file("__test__/_setup.sql", "CREATE TABLE own.t ()")
                .file("__test__/t.sql", "SELECT FROM own.t");
        trial.parameters(Map.of("p", "v")).deploy(project.script("""
                BEGIN;
                CREATE TABLE own.seen AS SELECT
                  (SELECT count(*) FROM pgmi_source_view) AS sources, (SELECT count(*) FROM pgmi_plan_view) AS plan,
                  current_setting('pgmi.p') AS parameter, (SELECT pg_typeof(content) FROM pgmi_source_view) AS type;
                CALL pgmi_test('t');
                COMMIT;
                """));
        assertThat(trial.query("SELECT * FROM own.seen")).containsExactly("1|1|v|pg_catalog.text");
        assertThat(trial.messages()).contains("[pgmi] Test: ./__test__/t.sql");
    }

    @Test
    void backslashesInOurOwnLiteralsDoNotDependOnStandardConformingStrings() throws SQLException {
        trial.execute("ALTER DATABASE " + trial.database() + " SET standard_conforming_strings = off");
        project.file("__test__/t.sql", "SELECT 1");
        assertThat(inSession("SELECT pg_temp.pgmi_is_sql_file('a.sql') AS yes, pg_temp.pgmi_is_sql_file('a_sql') AS no,"
                        + " pg_temp.pgmi_test_generate(NULL, 'public.f') LIKE '%public.f(%' AS generated"))
                .containsExactly("t|f|t");
        assertThat(trial.notices()).noneMatch(notice -> notice.message().contains("escape"));
    }

    @Test
    void roleThatMayNotUsePlpgsqlIsToldSoAndNotToAskForTemp() throws SQLException {
        trial.execute("REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC");
        String role = "unprivileged_" + trial.database();
        trial.execute("CREATE ROLE " + role + " LOGIN");
        assertThat(trial.set(Setting.USERNAME, role)
                        .fail(project.script("SELECT 1"), Outcome.CONNECTION_FAILED)
                        .getMessage())
                .contains("GRANT USAGE ON LANGUAGE plpgsql TO \"" + role + "\"")
                .doesNotContain("GRANT TEMPORARY");
    }

    @Test
    void nothingOutlivesTheSession() throws SQLException, InterruptedException {
        project.file("a.sql", "SELECT 1");
        inSession("SELECT 1 AS x");
        List<String> left = List.of();
        // The server ends the session when it reads our good-bye, which we do not wait for.
        for (int i = 0; i < 50; i++) {
            left = trial.query("SELECT relname FROM pg_class WHERE relname LIKE '%pgmi%'");
            if (left.isEmpty()) {
                return;
            }
            Thread.sleep(100);
        }
        assertThat(left).isEmpty();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
