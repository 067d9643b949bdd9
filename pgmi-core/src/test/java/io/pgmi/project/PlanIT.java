// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.testing.TestPostgres;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** The plans that are made without a server are those that deploy.sql sees: on both servers, in UTF8 and LATIN1. */
class PlanIT {
    private static final String SCRIPT = """
            DROP TABLE IF EXISTS plan, tests;
            CREATE TABLE plan AS
            SELECT execution_order, sort_key, path, checksum, generic_id, id, idempotent, description FROM pgmi_plan_view;
            CREATE TABLE tests AS SELECT * FROM pg_temp.pgmi_test_plan();
            """;

    /** What sorts differently by UTF-16, by case, by language and by bytes. */
    private static final List<String> LETTERS =
            List.of("a", "B", "b", "z", "Z", "0", "10", "9", "_", "-", " ", "~", "é", "ÿ", "Ä", "ß");

    private static final List<String> MORE_LETTERS = Stream.concat(
                    LETTERS.stream(), Stream.of("😀", "𐀀", "\uE000", "～", "中", "İ"))
            .toList();

    private record Database(Trial trial, List<String> letters) {}

    private static final List<Database> DATABASES = List.of(
            new Database(new Trial(TestPostgres.oldest()), MORE_LETTERS),
            new Database(new Trial(TestPostgres.newest()), MORE_LETTERS),
            new Database(latin1(), LETTERS));

    private static int largest;

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void offlinePlansAreThoseOfTheSession(@ForAll long seed) throws Exception {
        for (Database database : DATABASES) {
            Path directory = Files.createTempDirectory("plan");
            try {
                new ProjectMaker(new TestProject(directory), new Random(seed), database.letters()).make();
                Project project = ProjectScanner.scan(directory);
                database.trial().deploy(new TestProject(directory));
                assertThat(database.trial().query("SELECT * FROM plan ORDER BY execution_order"))
                        .isEqualTo(
                                PlanStep.all(project).stream().map(PlanIT::row).toList());
                assertThat(database.trial().query("SELECT * FROM tests ORDER BY ordinal"))
                        .isEqualTo(
                                TestStep.all(project).stream().map(PlanIT::row).toList());
                largest = Math.max(largest, TestStep.all(project).size());
            } finally {
                delete(directory);
            }
        }
    }

    @AfterContainer
    static void someProjectsHadTests() {
        assertThat(largest).isGreaterThan(10);
    }

    private static String row(PlanStep step) {
        var metadata = step.file().metadata();
        return Stream.of(
                        step.order(),
                        step.sortKey(),
                        step.file().path(),
                        step.file().normalizedChecksum(),
                        step.genericId(),
                        metadata == null ? "NULL" : metadata.id(),
                        step.idempotent() ? "t" : "f",
                        step.description())
                .map(String::valueOf)
                .collect(Collectors.joining("|"));
    }

    private static String row(TestStep step) {
        String path = step.scriptPath() == null ? "NULL" : step.scriptPath();
        return step.ordinal() + "|" + step.kind().name().toLowerCase(Locale.ROOT) + "|" + path + "|" + step.directory()
                + "|" + step.depth();
    }

    private static Trial latin1() {
        String name = "latin1_" + UUID.randomUUID().toString().replace('-', '_');
        TestPostgres postgres = TestPostgres.newest();
        try (Connection connection = postgres.connect(postgres.maintenanceDatabase());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE DATABASE " + name + " ENCODING LATIN1 LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Trial(postgres, name);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Writes a random project. */
    private record ProjectMaker(TestProject project, Random random, List<String> letters) {
        void make() {
            project.script(SCRIPT);
            List<String> directories = Stream.concat(
                            Stream.generate(this::directory).limit(4),
                            Stream.of("", "__test__/", "__tests__/", "__test__/b/", "__test__/b/c/", "__test__/B/"))
                    .toList();
            int files = random.nextInt(40);
            for (int i = 0; i < files; i++) {
                String directory = pick(directories) + (random.nextInt(4) == 0 ? directory() : "");
                String name =
                        random.nextInt(5) == 0 ? pick(List.of("_setup.sql", "_SETUP.psql", "_setup.psql")) : name();
                project.file(directory + name, content(directory));
            }
        }

        private String directory() {
            return random.nextInt(6) == 0 ? "__test__/" : "d" + text() + "/";
        }

        private String name() {
            return "f" + text() + pick(List.of(".sql", ".sql", ".SQL", ".pgsql", ".txt"));
        }

        private String content(String directory) {
            if (directory.contains("__test") || random.nextInt(3) == 0) {
                return "SELECT " + random.nextInt() + " -- " + text();
            }
            String keys = Stream.generate(() -> "<key>k" + text() + "</key>")
                    .limit(random.nextInt(4))
                    .collect(Collectors.joining());
            return "/* <pgmi-meta id=\"" + new UUID(random.nextLong(), random.nextLong()) + "\" idempotent=\""
                    + random.nextBoolean() + "\"><description>" + text() + "</description>"
                    + (keys.isEmpty() ? "" : "<sortKeys>" + keys + "</sortKeys>") + "</pgmi-meta> */ SELECT 1;";
        }

        /** Without blanks at its ends, which neither Windows nor metadata keep. */
        private String text() {
            return Stream.generate(() -> pick(letters))
                    .limit(random.nextInt(3) + 1)
                    .collect(Collectors.joining())
                    .strip();
        }

        private <T> T pick(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }
    }
}
