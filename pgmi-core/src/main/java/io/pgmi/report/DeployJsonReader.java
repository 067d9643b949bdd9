// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.SourcePosition;
import io.pgmi.connect.ConnectionConfig.Line;
import io.pgmi.report.DeployReport.FileCounts;
import io.pgmi.report.DeployReport.Phase;
import io.pgmi.report.DeployReport.PlannedFile;
import io.pgmi.report.DeployReport.Server;
import io.pgmi.report.DeployReport.Span;
import io.pgmi.session.Notice.Severity;
import io.pgmi.session.TestStep.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads what {@link DeployJson} has written, all but the tests' output. With the YAML parser that reads pgmi.yaml, because JSON
 * as we write it is YAML; a JSON parser would be another megabyte for one goal.
 */
public final class DeployJsonReader {
    private DeployJsonReader() {}

    /**
     * Reads a result.
     *
     * @throws PgmiException (OTHER) where the file cannot be read or is no result of a deployment
     */
    public static DeployReport read(Path file) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(Integer.MAX_VALUE);
            Object json = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
            Members members = new Members(json);
            int version = (int) members.number("version");
            if (version != DeployJson.VERSION) {
                throw new IllegalArgumentException("its version is " + version + ", not " + DeployJson.VERSION);
            }
            return report(members);
        } catch (IOException | YAMLException | IllegalArgumentException e) {
            throw new PgmiException(
                    Outcome.OTHER,
                    file + " cannot be read: " + e + ". Run pgmi:deploy of this version again, which writes it anew",
                    e);
        }
    }

    private static DeployReport report(Members json) {
        Members server = json.object("server");
        return new DeployReport(
                Outcome.valueOf(json.member("outcome").text("name").toUpperCase(Locale.ROOT)),
                Instant.parse(json.text("startedAt")),
                json.duration("micros"),
                json.text("sourceDirectory"),
                json.textOrNull("database"),
                server == null
                        ? null
                        : new Server(
                                server.text("version"),
                                server.text("timeZone"),
                                server.flag("created"),
                                server.flag("replaced")),
                settings(json.member("connection")),
                files(json),
                json.list("plan").stream()
                        .map(file -> new PlannedFile(file.text("path"), file.text("sortKey"), file.number("bytes")))
                        .toList(),
                phases(json.member("phases")),
                json.list("units").stream().map(DeployJsonReader::unit).toList(),
                json.list("tests").stream().map(DeployJsonReader::test).toList(),
                notices(json.member("notices")),
                json.texts("warnings"),
                error(json.object("error")));
    }

    private static List<Line> settings(Members connection) {
        List<Line> lines = new ArrayList<>();
        for (String name : connection.names()) {
            Members field = connection.member(name);
            boolean secret = field.names().contains("set");
            String value = secret ? (field.flag("set") ? "set" : "unset") : field.textOrNull("value");
            String origin = field.textOrNull("origin");
            lines.add(new Line(
                    name,
                    value == null ? "unset" : value,
                    secret,
                    origin == null ? "" : origin,
                    field.texts("overrode")));
        }
        return lines;
    }

    private static @Nullable FileCounts files(Members json) {
        Members files = json.object("files");
        return files == null
                ? null
                : new FileCounts(
                        (int) files.number("sql"),
                        (int) files.number("other"),
                        (int) files.number("tests"),
                        (int) files.number("fixtures"),
                        (int) files.number("testData"),
                        files.number("bytes"),
                        (int) json.number("parameters"));
    }

    private static Map<Phase, Span> phases(Members json) {
        Map<Phase, Span> phases = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            Members span = json.object(phase.name().toLowerCase(Locale.ROOT));
            if (span != null) {
                phases.put(phase, span(span));
            }
        }
        return phases;
    }

    private static Span span(Members json) {
        return new Span(json.duration("start"), json.duration("micros"));
    }

    private static Unit unit(Members json) {
        return new Unit(
                json.text("kind").equals("head"),
                position(json.member("position")),
                (int) json.number("statements"),
                span(json),
                json.get("rows") == null ? null : Long.valueOf(json.number("rows")));
    }

    private static TestResult test(Members json) {
        return new TestResult(
                (int) json.number("run"),
                Kind.valueOf(json.text("kind").toUpperCase(Locale.ROOT)),
                json.text("path"),
                TestResult.Status.valueOf(json.text("status").toUpperCase(Locale.ROOT)),
                json.get("micros") == null ? null : json.duration("micros"),
                "");
    }

    private static Map<Severity, Integer> notices(Members json) {
        Map<Severity, Integer> notices = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            int count = (int) json.number(severity.name().toLowerCase(Locale.ROOT));
            if (count > 0) {
                notices.put(severity, count);
            }
        }
        return notices;
    }

    private static @Nullable DeployError error(@Nullable Members json) {
        return json == null
                ? null
                : new DeployError(
                        json.text("message"),
                        json.text("report"),
                        json.textOrNull("sqlState"),
                        json.textOrNull("detail"),
                        json.textOrNull("hint"),
                        json.textOrNull("where"),
                        json.list("positions").stream()
                                .map(DeployJsonReader::position)
                                .toList(),
                        json.textOrNull("excerpt"),
                        json.texts("problems"));
    }

    private static SourcePosition position(Members json) {
        return new SourcePosition(json.text("file"), (int) json.number("line"), (int) json.number("column"));
    }

    /** A JSON object; asking for what is not there, or is of another type, is an IllegalArgumentException. */
    private record Members(Map<?, ?> map) {
        Members(@Nullable Object json) {
            this(of(Map.class, json, "an object"));
        }

        private static <T> T of(Class<T> type, @Nullable Object value, String expected) {
            if (!type.isInstance(value)) {
                throw new IllegalArgumentException("it has " + value + " where " + expected + " should be");
            }
            return type.cast(value);
        }

        @Nullable
        Object get(String name) {
            return map.get(name);
        }

        List<String> names() {
            return map.keySet().stream().map(String::valueOf).toList();
        }

        Members member(String name) {
            return new Members(get(name));
        }

        @Nullable
        Members object(String name) {
            return get(name) == null ? null : member(name);
        }

        List<Members> list(String name) {
            List<Members> members = new ArrayList<>();
            for (Object element : of(List.class, get(name), "the list " + name)) {
                members.add(new Members(element));
            }
            return members;
        }

        List<String> texts(String name) {
            List<String> texts = new ArrayList<>();
            for (Object element : of(List.class, get(name), "the list " + name)) {
                texts.add(of(String.class, element, "a text in " + name));
            }
            return texts;
        }

        String text(String name) {
            return of(String.class, get(name), "the text " + name);
        }

        @Nullable
        String textOrNull(String name) {
            return get(name) == null ? null : text(name);
        }

        long number(String name) {
            return of(Number.class, get(name), "the number " + name).longValue();
        }

        boolean flag(String name) {
            return of(Boolean.class, get(name), "true or false as " + name);
        }

        Duration duration(String name) {
            return Duration.of(number(name), ChronoUnit.MICROS);
        }
    }
}
