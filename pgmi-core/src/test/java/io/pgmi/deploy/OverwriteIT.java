// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pgmi.Outcome;
import io.pgmi.connect.Setting;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestPostgres;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Session API, section 7.3: what overwrite drops, what it keeps, and what it leaves alone. */
@OnEachServer
class OverwriteIT {
    private final TestPostgres postgres;
    private TestProject project;

    OverwriteIT(OnEachServer.Server server) {
        postgres = server.postgres();
    }

    @BeforeEach
    void project(@TempDir Path directory) {
        project = new TestProject(directory).script("CREATE TABLE deployed ();");
    }

    private Trial trial() {
        return new Trial(postgres).overwrite(OverwriteApproval.FORCED);
    }

    /** On a database that the test makes itself. */
    private Trial trial(String createOptions) throws SQLException {
        String name = "over_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = postgres.connect(postgres.maintenanceDatabase());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " " + createOptions);
        }
        return new Trial(postgres, name).overwrite(OverwriteApproval.FORCED);
    }

    /** Everything that the catalogs know of the database, its identity and its age apart. */
    private List<String> properties(Trial trial) throws SQLException {
        return trial.query(
                postgres.maintenanceDatabase(),
                "SELECT to_jsonb(d) - '{oid,datfrozenxid,datminmxid,datlastsysoid,datacl}'::text[],"
                        + " pg_get_userbyid(datdba), shobj_description(oid, 'pg_database'),"
                        + " array(SELECT a.x::text FROM unnest(datacl) a(x) ORDER BY 1),"
                        + " array(SELECT s.setrole || ' ' || s.setconfig::text FROM pg_db_role_setting s"
                        + "   WHERE s.setdatabase = d.oid ORDER BY 1)"
                        + " FROM pg_database d WHERE datname = '" + trial.database() + "'");
    }

    private void keepsAll(Trial trial) throws SQLException {
        trial.execute("CREATE TABLE old ()");
        List<String> before = properties(trial);
        String oid = trial.query("SELECT oid FROM pg_database WHERE datname = current_database()")
                .get(0);
        trial.deploy(project);
        assertThat(properties(trial)).isEqualTo(before);
        assertThat(trial.query("SELECT oid FROM pg_database WHERE datname = current_database()"))
                .doesNotContain(oid);
        assertThat(trial.exists("old")).isFalse();
        assertThat(trial.exists("deployed")).isTrue();
    }

    @Test
    void aDatabaseWithoutAnythingSpecialStaysAsItIs() throws SQLException {
        Trial trial = trial();
        assertThat(properties(trial).get(0)).endsWith("|NULL|{}|{}");
        keepsAll(trial);
    }

    @Test
    void ownerLimitSettingsPrivilegesAndCommentAreKept() throws SQLException {
        Trial trial = trial();
        String owner = new Trial(postgres, trial.database()).asNewRole("");
        String user = new Trial(postgres, trial.database()).asNewRole("");
        String database = "ALTER DATABASE " + trial.database();
        for (String statement : List.of(
                database + " OWNER TO " + owner,
                database + " CONNECTION LIMIT 17",
                database + " SET search_path = \"$user\", \"My Schema\", 'with \"quote\"', public",
                database + " SET DateStyle = 'SQL, DMY'",
                database + " SET \"app.Mixed\" = 'a, \"b\", c'",
                database + " SET app.empty = ''",
                database + " SET app.path = E'C:\\\\temp\\\\it''s \"x\" {d ''2020-01-01''} ?\n$$'",
                database + " SET work_mem = '7MB'",
                "ALTER ROLE " + user + " IN DATABASE " + trial.database() + " SET search_path = ''",
                "ALTER ROLE " + user + " IN DATABASE " + trial.database() + " SET app.role = 'only here'",
                "ALTER ROLE " + owner + " IN DATABASE " + trial.database()
                        + " SET local_preload_libraries = 'a b', \"c,d\", e",
                "ALTER ROLE " + owner + " IN DATABASE " + trial.database() + " SET temp_tablespaces = ''",
                "COMMENT ON DATABASE " + trial.database() + " IS E'it''s \\\\ the \"shop\"\nsecond line {fn now()} ?'",
                "REVOKE CONNECT ON DATABASE " + trial.database() + " FROM PUBLIC",
                "REVOKE TEMPORARY ON DATABASE " + trial.database() + " FROM " + owner,
                "GRANT CONNECT, CREATE ON DATABASE " + trial.database() + " TO " + user + " WITH GRANT OPTION",
                "GRANT TEMPORARY ON DATABASE " + trial.database() + " TO " + user)) {
            trial.execute(statement);
        }
        keepsAll(trial);
    }

    @Test
    void anotherEncodingAndLocaleAreKept() throws SQLException {
        keepsAll(trial("ENCODING LATIN1 LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"));
    }

    @Test
    void anIcuLocaleIsKept() throws SQLException {
        assumeTrue(postgres.majorVersion() >= 15, "databases have a locale provider from 15 on");
        assumeTrue(
                trial().query("SELECT count(*) > 0 FROM pg_collation WHERE collprovider = 'i'")
                        .contains("t"),
                "this PostgreSQL was built without ICU");
        String rules = postgres.majorVersion() >= 16 ? " ICU_RULES '&b < a'" : "";
        keepsAll(trial("LOCALE_PROVIDER icu ICU_LOCALE 'de-AT' LC_COLLATE 'C' LC_CTYPE 'C'" + rules
                + " ENCODING UTF8 TEMPLATE template0"));
    }

    @Test
    void aBuiltinLocaleIsKept() throws SQLException {
        assumeTrue(postgres.majorVersion() >= 17, "the builtin locale provider came with 17");
        keepsAll(trial("LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' ENCODING UTF8 TEMPLATE template0"));
    }

    @Test
    void aTablespaceOfItsOwnIsKept() throws SQLException {
        keepsAll(trial("TABLESPACE " + newTablespace()));
    }

    @Test
    void aRoleThatMayNotUseTheTablespaceDropsNothing() throws SQLException {
        Trial trial = trial("TABLESPACE " + newTablespace());
        String owner = trial.asNewRole("CREATEDB");
        trial.execute("ALTER DATABASE " + trial.database() + " OWNER TO " + owner);
        staysAsItWas(trial, Outcome.OTHER, "GRANT CREATE ON TABLESPACE");
    }

    private String newTablespace() throws SQLException {
        String name = "space_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = postgres.connect(postgres.maintenanceDatabase());
                Statement statement = connection.createStatement()) {
            assumeTrue(hasInPlaceTablespaces(statement), "tablespaces in place came with 15");
            statement.execute("SET allow_in_place_tablespaces = on");
            statement.execute("CREATE TABLESPACE " + name + " LOCATION ''");
        }
        return name;
    }

    private static boolean hasInPlaceTablespaces(Statement statement) throws SQLException {
        try (var row =
                statement.executeQuery("SELECT current_setting('allow_in_place_tablespaces', true) IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Test
    void anOwnerThatIsNoSuperuserCanOverwriteItsDatabase() throws SQLException {
        Trial trial = trial();
        String owner = trial.asNewRole("CREATEDB");
        trial.execute("ALTER DATABASE " + trial.database() + " OWNER TO " + owner);
        trial.execute("REVOKE CONNECT ON DATABASE " + trial.database() + " FROM PUBLIC");
        trial.execute("ALTER DATABASE " + trial.database() + " SET search_path = public, app");
        keepsAll(trial);
    }

    @Test
    void whatTheRoleMayNotSetAgainIsListedAndTheRestIsRestored() throws SQLException {
        Trial trial = trial();
        String owner = trial.asNewRole("CREATEDB");
        trial.execute("ALTER DATABASE " + trial.database() + " OWNER TO " + owner);
        trial.execute("ALTER DATABASE " + trial.database() + " SET log_statement = 'ddl'");
        trial.execute("ALTER DATABASE " + trial.database() + " SET work_mem = '7MB'");
        trial.execute("REVOKE CONNECT ON DATABASE " + trial.database() + " FROM PUBLIC");
        String before = properties(trial).get(0).replace("log_statement=ddl,", "");
        assertThat(trial.fail(project, Outcome.OTHER))
                .hasMessageContaining("ALTER DATABASE \"" + trial.database() + "\" SET \"log_statement\" = 'ddl';")
                .hasMessageNotContaining("work_mem");
        assertThat(properties(trial)).containsExactly(before);
    }

    @Test
    void aRoleWithoutCreatedbDropsNothing() throws SQLException {
        Trial trial = trial();
        String owner = trial.asNewRole("");
        trial.execute("ALTER DATABASE " + trial.database() + " OWNER TO " + owner);
        staysAsItWas(trial, Outcome.OTHER, "CREATEDB");
    }

    @Test
    void aRoleThatIsNotTheOwnerDropsNothing() throws SQLException {
        Trial trial = trial();
        trial.asNewRole("CREATEDB");
        staysAsItWas(trial, Outcome.OTHER, "could not be dropped and is unchanged");
    }

    @Test
    void aDatabaseThatCannotBeDroppedStaysAsItWas() throws SQLException {
        Trial trial = trial();
        trial.execute("CREATE SUBSCRIPTION holds CONNECTION 'dbname=nowhere' PUBLICATION p"
                + " WITH (connect = false, slot_name = NONE, enabled = false, create_slot = false)");
        staysAsItWas(trial, Outcome.OTHER, "could not be dropped and is unchanged");
        trial.execute("DROP SUBSCRIPTION holds");
    }

    @Test
    void aSessionThatTheRoleMayNotEndStaysAndSoDoesTheDatabase() throws SQLException {
        Trial trial = trial();
        String owner = trial.asNewRole("CREATEDB");
        trial.execute("ALTER DATABASE " + trial.database() + " OWNER TO " + owner);
        try (Connection superuser = postgres.connect(trial.database())) {
            staysAsItWas(trial, Outcome.OTHER, "could not be dropped and is unchanged");
            assertThat(superuser.isValid(1)).isTrue();
        }
    }

    @Test
    void aRunningDeploymentKeepsItsDatabase() throws SQLException {
        Trial trial = trial();
        try (Connection other = postgres.connect(trial.database());
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtextextended('pgmi.deploy.' || current_database(), 0))");
            staysAsItWas(trial, Outcome.CONCURRENT_DEPLOYMENT, "another deployment");
            assertThat(other.isValid(1)).isTrue();
        }
    }

    private void staysAsItWas(Trial trial, Outcome outcome, String message) throws SQLException {
        trial.execute("CREATE TABLE old ()");
        List<String> before = properties(trial);
        assertThat(trial.fail(project, outcome)).hasMessageContaining(message);
        assertThat(properties(trial)).isEqualTo(before);
        assertThat(trial.exists("old")).isTrue();
    }

    @Test
    void aMissingDatabaseIsCreated() throws SQLException {
        Trial trial = new Trial(
                        postgres, "missing_" + UUID.randomUUID().toString().replace('-', '_'))
                .overwrite(OverwriteApproval.FORCED);
        trial.deploy(project);
        assertThat(trial.exists("deployed")).isTrue();
    }

    @Test
    void idleSessionsAndThoseThatComeBackAtOnceAreEnded() throws SQLException, InterruptedException {
        Trial trial = trial();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger connected = new AtomicInteger();
        Thread persistent = new Thread(() -> {
            while (!stop.get()) {
                try (Connection connection = postgres.connect(trial.database());
                        Statement statement = connection.createStatement()) {
                    connected.incrementAndGet();
                    statement.execute("SELECT pg_sleep(10)");
                } catch (SQLException e) {
                    // put out: again
                }
            }
        });
        try (Connection idle = postgres.connect(trial.database());
                Statement statement = idle.createStatement()) {
            persistent.start();
            while (connected.get() == 0) {
                Thread.sleep(10);
            }
            trial.deploy(project);
            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
            assertThat(trial.exists("deployed")).isTrue();
        } finally {
            stop.set(true);
            trial.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(10)'"
                    + " AND datname = current_database()");
            persistent.join(5_000);
        }
    }

    @Test
    void aScriptThatFailsAfterwardsLeavesAnEmptyDatabaseWithItsProperties() throws SQLException {
        Trial trial = trial();
        trial.execute("COMMENT ON DATABASE " + trial.database() + " IS 'kept'");
        List<String> before = properties(trial);
        trial.fail(project.script("CREATE TABLE t (); SELECT 1/0;"), Outcome.SQL_FAILED);
        assertThat(properties(trial)).isEqualTo(before);
        assertThat(trial.exists("t")).isFalse();
    }

    @Test
    void maintenanceIsDoneFromTheDatabaseThatIsNamedForIt() throws SQLException {
        Trial trial = trial();
        String maintenance = postgres.createDatabase();
        trial.set(Setting.MAINTENANCE_DATABASE, maintenance);
        keepsAll(trial);
    }
}
