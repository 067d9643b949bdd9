// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads pgmi.yaml node by node: no object is built of it, and every value stays the text that was written. */
final class SettingsParser {
    private static final Set<String> TOP_KEYS = new TreeSet<>(Set.of("connection", "params", "timeout"));
    private static final Set<String> CONNECTION_KEYS = new TreeSet<>(Set.of(
            "host",
            "port",
            "username",
            "database",
            "maintenance_database",
            "sslmode",
            "sslcert",
            "sslkey",
            "sslrootcert",
            "auth_method",
            "azure_tenant_id",
            "azure_client_id",
            "aws_region",
            "google_instance"));

    /** Keys that people look for here, and why they look in vain. */
    private static final Map<String, String> REFUSED = Map.of(
            "password", "the file is committed with the project; use settings.xml, $PGPASSWORD or .pgpass",
            "sslpassword", "the file is committed with the project; use settings.xml or $PGSSLPASSWORD",
            "overwrite", "it drops the database, so it must be asked for in each run, as a parameter",
            "force", "it skips a confirmation, so it must be asked for in each run, as a parameter");

    private final String file;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Setting> connection = new LinkedHashMap<>();
    private final List<Parameter> params = new ArrayList<>();
    private @Nullable Setting timeout;

    SettingsParser(String file) {
        this.file = file;
    }

    ProjectSettings parse(String text) {
        try {
            Yaml yaml = new Yaml(new LoaderOptions());
            yaml.parse(new StringReader(text)).forEach(this::checkPlain);
            Node root = problems.isEmpty() ? yaml.compose(new StringReader(text)) : null;
            if (root != null) {
                entries(root, "the file", this::readTop);
            }
        } catch (MarkedYAMLException e) {
            // Its message would quote lines of the file, and with them parameters.
            problems.add(at(e.getProblemMark()) + "malformed YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(file + ": malformed YAML: " + e.getMessage());
        }
        return new ProjectSettings(connection, params, timeout, problems);
    }

    private void checkPlain(Event event) {
        boolean anchor = event instanceof NodeEvent node && node.getAnchor() != null;
        boolean tag = (event instanceof ScalarEvent scalar && scalar.getTag() != null)
                || (event instanceof CollectionStartEvent collection && collection.getTag() != null);
        if (event instanceof AliasEvent || anchor || tag) {
            problems.add(at(event.getStartMark()) + (tag ? "tags (!)" : "anchors (&) and aliases (*)")
                    + " are not read here; write the value itself, in quotes where it starts with such a character");
        }
    }

    private void readTop(ScalarNode key, Node value) {
        switch (key.getValue()) {
            case "connection" -> entries(value, "connection", this::readConnection);
            case "params" -> entries(value, "params", this::readParam);
            case "timeout" -> timeout = isEmpty(value) ? null : setting("timeout", key, value);
            default -> unknown(key, "", TOP_KEYS);
        }
    }

    private void readConnection(ScalarNode key, Node value) {
        if (!CONNECTION_KEYS.contains(key.getValue())) {
            unknown(key, "connection.", CONNECTION_KEYS);
        } else if (!isEmpty(value)) {
            Setting setting = setting("connection." + key.getValue(), key, value);
            if (setting != null) {
                connection.put(key.getValue(), setting);
            }
        }
    }

    private void readParam(ScalarNode key, Node value) {
        Setting setting = setting("params." + key.getValue(), key, value);
        if (setting != null) {
            // No name in the origin: origins are shown, names of parameters only in errors.
            params.add(new Parameter(key.getValue(), setting.value(), file + ":" + line(key.getStartMark())));
        }
    }

    private @Nullable Setting setting(String name, ScalarNode key, Node value) {
        if (value instanceof ScalarNode scalar) {
            return new Setting(scalar.getValue(), name + " in " + file + ":" + line(key.getStartMark()));
        }
        problems.add(at(value.getStartMark()) + name + " must be a single value, not a list or map");
        return null;
    }

    private void entries(Node node, String name, BiConsumer<ScalarNode, Node> reader) {
        if (isEmpty(node)) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            problems.add(at(node.getStartMark()) + name + " must be a map of \"key: value\" lines");
            return;
        }
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problems.add(at(entry.getKeyNode().getStartMark()) + "a key must be a single value, not a list or map");
                continue;
            }
            Integer first = lines.putIfAbsent(key.getValue(), line(key.getStartMark()));
            if (first != null) {
                problems.add(at(key.getStartMark()) + "key " + key.getValue() + " is already given in line " + first
                        + "; remove one of them");
                continue;
            }
            reader.accept(key, entry.getValueNode());
        }
    }

    private void unknown(ScalarNode key, String prefix, Set<String> accepted) {
        String reason = REFUSED.get(key.getValue());
        problems.add(at(key.getStartMark())
                + (reason != null
                        ? prefix + key.getValue() + " is not read from " + file + ": " + reason
                        : "unknown key \"" + prefix + key.getValue() + "\"; accepted are "
                                + String.join(", ", accepted)));
    }

    /** A key with nothing behind it, or with one of YAML's words for nothing. */
    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getValue().isEmpty() || scalar.getTag().equals(Tag.NULL));
    }

    private String at(@Nullable Mark mark) {
        return mark == null ? file + ": " : file + ":" + line(mark) + ":" + (mark.getColumn() + 1) + ": ";
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }
}
