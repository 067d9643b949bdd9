// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.SourcePosition;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Failures whose place takes more than one look, and traps: places that look right and are not. Each is a text of several files,
 * {@code == path} before each; the mark « stands at the true place and is taken out before the files are written.
 */
@OnEachServer
class PreciseErrorsIT {
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

    @TempDir
    Path root;

    private Path folder = Path.of("");

    PreciseErrorsIT(OnEachServer.Server server) {
        this.server = server;
    }

    private record Case(String name, String files) {}

    private static List<Case> cases(String resource) throws Exception {
        String all = new String(
                Objects.requireNonNull(PreciseErrorsIT.class.getResourceAsStream(resource))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        List<Case> cases = new ArrayList<>();
        for (String part : all.split("(?m)^# ", -1)) {
            if (!part.isBlank()) {
                int end = part.indexOf('\n');
                cases.add(new Case(part.substring(0, end).strip(), part.substring(end + 1)));
            }
        }
        return cases;
    }

    @Test
    void thePlaceIsThePlantedOne() throws Exception {
        Trial trial = trial();
        SoftAssertions all = new SoftAssertions();
        for (Case planted : cases("precise-errors.txt")) {
            List<SourcePosition> marks = write(planted);
            all.assertThatCode(() -> {
                        DatabaseError error = fail(trial);
                        assertThat(error.position()).as(error.report()).isEqualTo(marks.get(0));
                    })
                    .as(planted.name())
                    .doesNotThrowAnyException();
        }
        all.assertAll();
    }

    /** Less than could be known is no lie: the file alone, or a statement further out, marked with ›. */
    @Test
    void aPlaceThatOnlyLooksRightIsNotTold() throws Exception {
        Trial trial = trial();
        SoftAssertions all = new SoftAssertions();
        for (Case planted : cases("misleading-errors.txt")) {
            List<SourcePosition> honest = new ArrayList<>(write(planted));
            List.copyOf(honest).forEach(place -> honest.add(SourcePosition.ofFile(place.file())));
            all.assertThatCode(() -> {
                        DatabaseError error = fail(trial);
                        assertThat(error.position()).as(error.report()).isIn(honest);
                    })
                    .as(planted.name())
                    .doesNotThrowAnyException();
        }
        all.assertAll();
    }

    /** Writes the files; returns where « was, then where › was. */
    private List<SourcePosition> write(Case planted) throws Exception {
        folder = Files.createTempDirectory(root, "p");
        TestProject project = new TestProject(folder).script(RUN_ALL);
        List<SourcePosition> marks = new ArrayList<>();
        for (char mark : new char[] {'«', '›'}) {
            for (String file : planted.files().split("(?m)^== ", -1)) {
                int end = file.indexOf('\n');
                if (end > 0) {
                    String path = file.substring(0, end).strip();
                    String text = file.substring(end + 1);
                    project.file(path, text.replaceAll("[«›]", ""));
                    find(path, text.replaceAll(mark == '«' ? "›" : "«", ""), mark)
                            .ifPresent(marks::add);
                }
            }
        }
        assertThat(marks).as(planted.name()).isNotEmpty();
        return marks;
    }

    private Optional<SourcePosition> find(String path, String text, char mark) {
        int at = text.indexOf(mark);
        if (at < 0) {
            return Optional.empty();
        }
        String[] lines = text.substring(0, at).split("\n", -1);
        String line = lines[lines.length - 1];
        return Optional.of(new SourcePosition(
                folder.resolve(path).toString(), lines.length, line.codePointCount(0, line.length()) + 1));
    }

    /** In a database of which nothing is left but what is there from the start: each of these deployments is rolled back. */
    private Trial trial() throws SQLException {
        Trial trial = new Trial(server.postgres());
        trial.execute("""
                CREATE SCHEMA old;
                CREATE FUNCTION old.f(a text) RETURNS int LANGUAGE plpgsql AS $$
                BEGIN
                  RAISE EXCEPTION 'old';
                END $$""");
        return trial;
    }

    private DatabaseError fail(Trial trial) {
        return Objects.requireNonNull(
                trial.fail(new TestProject(folder), Outcome.SQL_FAILED).databaseError());
    }
}
