// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.ConnectionSources;
import io.pgmi.connect.LocalUser;
import io.pgmi.connect.Setting;
import io.pgmi.connect.Value;
import io.pgmi.deploy.DeployListener;
import io.pgmi.deploy.DeployRequest;
import io.pgmi.deploy.DeployRequest.Options;
import io.pgmi.deploy.DeployRequest.ParameterSources;
import io.pgmi.deploy.DeployResult;
import io.pgmi.deploy.Deployer;
import io.pgmi.deploy.OverwriteApproval;
import io.pgmi.session.Notice;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deploys a project to a database of a real server, and looks at what became of it. */
public final class Trial {
    private final TestPostgres postgres;
    private final String database;
    private final Map<Setting, Value> settings = new EnumMap<>(Setting.class);
    private Map<String, String> parameters = Map.of();
    private @Nullable OverwriteApproval overwrite;
    private @Nullable String timeout;
    private @Nullable String compat;
    private @Nullable String password;
    private boolean debug;
    private final List<Notice> notices = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** On a new, empty database. */
    public Trial(TestPostgres postgres) {
        this(postgres, postgres.createDatabase());
    }

    public Trial(TestPostgres postgres, String database) {
        this.postgres = postgres;
        this.database = database;
        this.password = postgres.password();
        set(Setting.HOST, postgres.host());
        set(Setting.PORT, Integer.toString(postgres.port()));
        set(Setting.USERNAME, postgres.username());
        set(Setting.DATABASE, database);
    }

    public Trial set(Setting setting, String text) {
        settings.put(setting, new Value(text, "-Dpgmi." + setting.parameter()));
        return this;
    }

    public Trial parameters(Map<String, String> values) {
        parameters = values;
        return this;
    }

    public Trial overwrite(OverwriteApproval approval) {
        overwrite = approval;
        return this;
    }

    public Trial compat(String text) {
        compat = text;
        return this;
    }

    /** Makes a role that may log in, whose name no other test has, and deploys as that one from now on. */
    public String asNewRole(String attributes) throws SQLException {
        String role = "role_" + UUID.randomUUID().toString().replace('-', '_');
        password = "pw";
        try (Connection connection = postgres.connect(postgres.maintenanceDatabase());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + password + "' " + attributes);
        }
        set(Setting.USERNAME, role);
        return role;
    }

    public Trial timeout(String text) {
        timeout = text;
        return this;
    }

    public Trial debug() {
        debug = true;
        return this;
    }

    public String database() {
        return database;
    }

    /** Of all deployments of this trial so far. */
    public List<Notice> notices() {
        return notices;
    }

    public List<String> messages() {
        return notices.stream().map(Notice::message).toList();
    }

    public List<String> warnings() {
        return warnings;
    }

    public DeployRequest request(TestProject project) {
        ConnectionSources sources = new ConnectionSources(
                settings,
                Map.of(),
                null,
                null,
                name -> name.equals("PGPASSWORD") ? password : null,
                Map.of(),
                Map.of(),
                new LocalUser("nobody", Path.of("nowhere"), false));
        return new DeployRequest(
                project.directory(),
                sources,
                new ParameterSources(List.of(), Map.of("-Dpgmi.param.…", parameters)),
                new Options(
                        compat == null ? null : new Value(compat, "-Dpgmi.compat"),
                        timeout == null ? null : new Value(timeout, "-Dpgmi.timeout"),
                        overwrite,
                        debug));
    }

    public DeployResult deploy(TestProject project) {
        return new Deployer().deploy(request(project), listener());
    }

    public PgmiException fail(TestProject project) {
        try {
            deploy(project);
        } catch (PgmiException e) {
            return e;
        }
        throw new AssertionError("the deployment did not fail");
    }

    public PgmiException fail(TestProject project, Outcome outcome) {
        PgmiException e = fail(project);
        assertThat(e.outcome()).as(e.getMessage()).isEqualTo(outcome);
        return e;
    }

    public DeployListener listener() {
        return new DeployListener() {
            @Override
            public void notice(Notice notice) {
                notices.add(notice);
            }

            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        };
    }

    /** All columns of each row as text, joined by a bar; NULL as {@code NULL}. */
    public List<String> query(String sql) throws SQLException {
        return query(database, sql);
    }

    /** Likewise, in another database of the server. */
    public List<String> query(String where, String sql) throws SQLException {
        try (Connection connection = postgres.connect(where);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> result = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(rows.getString(i) == null ? "NULL" : rows.getString(i));
                }
                result.add(String.join("|", row));
            }
            return result;
        }
    }

    public void execute(String sql) throws SQLException {
        execute(database, sql);
    }

    /** In another database of the server. */
    public void execute(String where, String sql) throws SQLException {
        try (Connection connection = postgres.connect(where);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Fails where a deployment's sessions or locks are still on the server after this time. */
    public void awaitNoTraces(Duration time) throws SQLException, InterruptedException {
        Instant limit = Instant.now().plus(time);
        List<String> traces = traces();
        while (!traces.isEmpty() && Instant.now().isBefore(limit)) {
            Thread.sleep(20);
            traces = traces();
        }
        assertThat(traces).isEmpty();
    }

    private List<String> traces() throws SQLException {
        return query(
                postgres.maintenanceDatabase(),
                "SELECT 'session ' || coalesce(query, '') FROM pg_stat_activity WHERE datname = '" + database
                        + "' AND application_name = 'pgmi'"
                        + " UNION ALL SELECT 'lock' FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                        + " WHERE l.locktype = 'advisory' AND d.datname = '" + database + "'");
    }

    public boolean exists(String relation) throws SQLException {
        return query("SELECT to_regclass('" + relation + "') IS NOT NULL").equals(List.of("t"));
    }
}
