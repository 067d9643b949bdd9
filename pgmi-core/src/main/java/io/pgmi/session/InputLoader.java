// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.metadata.Metadata;
import io.pgmi.project.DeployScript;
import io.pgmi.project.Project;
import io.pgmi.project.ProjectPath;
import io.pgmi.project.SourceFile;
import io.pgmi.project.TestDirectory;
import io.pgmi.project.TestFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** Fills the session's one table with one COPY, whose cost in round trips doesn't depend on what is loaded. */
final class InputLoader {
    private static final String COPY =
            "COPY pg_temp._pgmi_input (kind, path, name, directory, extension, parent, depth, is_sql, is_fixture,"
                    + " size_bytes, checksum, pgmi_checksum, id, idempotent, sort_keys, description, first, last,"
                    + " content) FROM STDIN";

    /** The row's number in the error's context, in whatever language the server speaks: "COPY _pgmi_input, line 7". */
    private static final Pattern ROW = Pattern.compile("_pgmi_input\\D*(\\d+)");

    /** A character without an equivalent, and one that the encoding has no place for. */
    private static final Set<String> UNTRANSLATABLE = Set.of("22P05", "22021");

    private final BaseConnection connection;
    /** What the rows stand for, so that an error can name it. */
    private final List<String> loaded = new ArrayList<>();

    InputLoader(BaseConnection connection) {
        this.connection = connection;
    }

    long load(Project project, Map<String, String> parameters, IntConsumer progress) throws SQLException {
        CopyIn copy = begin();
        try {
            CopyRows rows = new CopyRows(copy);
            long bytes = 0;
            List<String> testDirectories = new ArrayList<>();
            for (SourceFile file : project.sources()) {
                source(rows, file);
                bytes += file.content().sizeBytes();
                loaded.add(file.path().value());
                progress.accept(loaded.size());
            }
            for (TestFile file : project.tests()) {
                test(rows, file);
                testDirectories.add(file.path().directory());
                bytes += file.content().sizeBytes();
                loaded.add(file.path().value());
                progress.accept(loaded.size());
            }
            for (TestDirectory directory : TestDirectory.of(testDirectories)) {
                directory(rows, directory);
                loaded.add(directory.path());
            }
            for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                parameter(rows, parameter.getKey(), parameter.getValue());
                loaded.add("the value of a parameter"); // whose name is not ours to show
            }
            if (!"UTF8".equals(connection.getParameterStatus("server_encoding"))) {
                script(rows, project.deployScript());
            }
            rows.end();
            return bytes;
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            // Else whatever comes next on this connection, such as giving the lock back, would wait for its end.
            abort(copy);
        }
    }

    /** For nothing but the server's answer to whether it can hold the text, before the first part of it runs. */
    private void script(CopyRows rows, DeployScript script) throws SQLException {
        rows.field("x").field(script.file()).noValues(16).field(script.text()).endRow();
        loaded.add(script.file());
    }

    private CopyIn begin() throws SQLException {
        try {
            return new CopyManager(connection).copyIn(COPY);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void abort(CopyIn copy) {
        if (copy.isActive()) {
            try {
                copy.cancelCopy();
            } catch (SQLException e) {
                // what went wrong before is what counts
            }
        }
    }

    private static void source(CopyRows rows, SourceFile file) throws SQLException {
        ProjectPath path = file.path();
        common(rows, 's', path);
        rows.field(file.content().sizeBytes()).field(file.checksum()).field(file.normalizedChecksum());
        Metadata metadata = file.metadata();
        if (metadata == null) {
            rows.noValues(4);
        } else {
            rows.field(metadata.id().toString())
                    .field(metadata.idempotent())
                    .field(metadata.sortKeys())
                    .field(metadata.description());
        }
        rows.noValues(2).field(file.content().utf8()).endRow();
    }

    private static void test(CopyRows rows, TestFile file) throws SQLException {
        common(rows, 't', file.path());
        rows.noValues(9).field(file.content().utf8()).endRow();
    }

    private static void common(CopyRows rows, char kind, ProjectPath path) throws SQLException {
        rows.field(String.valueOf(kind))
                .field(path.value())
                .field(path.name())
                .field(path.directory())
                .field(path.extension())
                .field(path.parentFolderName())
                .field(path.depth())
                .field(path.isSql())
                .field(path.isFixture());
    }

    private static void directory(CopyRows rows, TestDirectory directory) throws SQLException {
        rows.field("d")
                .field(directory.path())
                .noValues(3)
                .field(directory.parent())
                .field(directory.depth())
                .noValues(9)
                .field(directory.first())
                .field(directory.last())
                .noValue()
                .endRow();
    }

    private static void parameter(CopyRows rows, String key, String value) throws SQLException {
        rows.field("p").field(key).noValues(16).field(value).endRow();
    }

    /** Without the server's context and without a cause: both may quote the row, and so a parameter. */
    private SQLException failure(SQLException e) {
        DatabaseError error = ServerErrors.of(e);
        if (ServerErrors.endsSession(error)) {
            return e;
        }
        if (LostSession.showsIn(error)) {
            throw new PgmiException(Outcome.CONNECTION_FAILED, error.report() + "\n" + LostSession.ADVICE, error, null);
        }
        String what = rowOf(error.where());
        DatabaseError shown =
                new DatabaseError(error.sqlState(), error.message(), null, error.hint(), null, null, null);
        if (what != null && UNTRANSLATABLE.contains(error.sqlState())) {
            throw new PgmiException(
                    Outcome.INVALID_CONFIGURATION,
                    what + " holds text that the database's encoding "
                            + connection.getParameterStatus("server_encoding")
                            + " cannot hold; nothing was changed. Take the character out, or deploy to a database with"
                            + " encoding UTF8.\n" + shown.report(),
                    shown,
                    null);
        }
        throw new PgmiException(
                ServerErrors.outcome(error, Outcome.OTHER),
                "the project's files could not be loaded" + (what == null ? "" : ", at " + what) + ": "
                        + shown.report(),
                shown,
                null);
    }

    private @Nullable String rowOf(@Nullable String where) {
        Matcher matcher = ROW.matcher(where == null ? "" : where);
        if (!matcher.find()) {
            return null;
        }
        int row = Integer.parseInt(matcher.group(1)) - 1;
        return row >= 0 && row < loaded.size() ? loaded.get(row) : null;
    }
}
