// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each source says about each setting; the order among them is {@link Source}'s. */
final class Layers {
    private final ConnectionSources sources;
    private final Parameters parameters;
    private final @Nullable EmbeddedServer embedded;
    private final @Nullable ConnectionString string;
    private final Variables variables;

    Layers(ConnectionSources sources, Problems problems) {
        this.sources = sources;
        this.parameters = Parameters.of(sources, problems);
        this.variables = new Variables(sources.environment(), sources.dotEnv());
        this.embedded = parameters.nameServer() ? null : sources.embedded();
        Value text = connectionString();
        this.string = text == null ? null : ConnectionString.parse(text, problems.of("connection", text.origin()));
        if (sources.server() != null && embedded == null) {
            problems.addAll(sources.server().problems());
        }
    }

    private @Nullable Value connectionString() {
        Value parameter = parameters.get(Setting.CONNECTION);
        if (parameter != null || embedded != null || parameters.hasSingle()) {
            return parameter;
        }
        Value own = variables.get("PGMI_CONNECTION_STRING");
        return own == null ? variables.get("DATABASE_URL") : own;
    }

    /** The connection string without its text, which may hold a password. */
    ConnectionConfig.Line connectionLine() {
        List<String> given = new ArrayList<>();
        for (Value value : Arrays.asList(
                sources.commandLine().get(Setting.CONNECTION),
                sources.pom().get(Setting.CONNECTION),
                variables.get("PGMI_CONNECTION_STRING"),
                variables.get("DATABASE_URL"))) {
            if (value != null) {
                given.add(value.origin());
            }
        }
        Value used = connectionString();
        String origin = used == null ? "" : used.origin();
        given.remove(origin);
        return new ConnectionConfig.Line("connection", used == null ? "unset" : "set", true, origin, given);
    }

    @Nullable
    EmbeddedServer embedded() {
        return embedded;
    }

    @Nullable
    ConnectionString string() {
        return string;
    }

    boolean fromEnvironment(String origin, Setting setting) {
        Value variable = value(Source.ENVIRONMENT, setting);
        return variable != null && variable.origin().equals(origin);
    }

    Variables variables() {
        return variables;
    }

    /** Whether anybody wrote the setting's value, rather than it being a default. */
    boolean isGiven(Setting setting) {
        for (Source source : Source.precedence(setting)) {
            if (value(source, setting) != null) {
                return !isDefault(source, setting);
            }
        }
        return false;
    }

    /** The first source that has a value, and those below it that have one too. Null where none has. */
    @Nullable
    Resolved<String> resolve(Setting setting) {
        Value winner = null;
        List<String> overrode = new ArrayList<>();
        for (Source source : Source.precedence(setting)) {
            Value value = value(source, setting);
            if (value == null) {
                continue;
            }
            if (winner == null) {
                winner = value;
            } else if (!isDefault(source, setting) && !value.origin().equals(winner.origin())) {
                overrode.add(value.origin());
            }
        }
        Value silenced = parameters.silenced(setting);
        if (silenced != null) {
            overrode.add(0, silenced.origin());
        }
        return winner == null ? null : new Resolved<>(winner.text(), winner.origin(), overrode);
    }

    private boolean isDefault(Source source, Setting setting) {
        return source == Source.DEFAULT
                || source == Source.STRING_DEFAULT
                || (source == Source.CONNECTION_STRING && string != null && string.get(setting) == null);
    }

    private @Nullable Value value(Source source, Setting setting) {
        return switch (source) {
            case PARAMETER -> parameters.get(setting);
            case POM_PARAMETER -> parameters.overridden(setting);
            case EMBEDDED -> embedded == null ? null : ofEmbedded(embedded, setting);
            case CONNECTION_STRING -> string == null ? null : ofString(string, setting);
            case SETTINGS_XML -> sources.server() == null ? null : ofSettingsXml(sources.server(), setting);
            case ENVIRONMENT -> ofEnvironment(setting);
            case STRING_DEFAULT -> string == null ? null : leftOut(string, setting);
            case PROJECT_FILE -> ofProjectFile(setting);
            case FALLBACK_NAME -> fallbackName(setting);
            case DEFAULT -> ofDefaults(setting);
        };
    }

    private @Nullable Value ofEnvironment(Setting setting) {
        Value value = setting.variable() == null ? null : variables.get(setting.variable());
        return value == null && setting == Setting.AWS_REGION ? variables.get("AWS_DEFAULT_REGION") : value;
    }

    private @Nullable Value ofEmbedded(EmbeddedServer server, Setting setting) {
        String origin = "the server started in this build";
        return switch (setting) {
            case HOST -> new Value(server.host(), origin);
            case PORT -> new Value(Integer.toString(server.port()), origin);
            case USERNAME -> new Value(server.username(), origin);
            case PASSWORD ->
                new Value(server.password() == null ? "" : server.password().reveal(), origin);
            case SSL_MODE -> new Value(SslMode.DISABLE.text(), origin);
            case DATABASE -> {
                // Which database of a throw-away server is the project's own matter, but not the environment's.
                Value project = ofProjectFile(setting);
                yield project == null ? new Value(server.database(), origin) : project;
            }
            default -> null;
        };
    }

    private @Nullable Value ofString(ConnectionString given, Setting setting) {
        boolean otherTarget = parameters.get(Setting.DATABASE) != null;
        return switch (setting) {
            case HOST, PORT -> orDefault(given, setting);
            // Beside the parameter 'database' the string's database is the maintenance database.
            case DATABASE -> otherTarget ? null : orDefault(given, setting);
            case MAINTENANCE_DATABASE -> maintenance(given);
            default -> given.get(setting);
        };
    }

    private @Nullable Value maintenance(ConnectionString given) {
        Value target = parameters.get(Setting.DATABASE);
        Value own = given.get(Setting.DATABASE);
        return target == null || own == null || own.text().equals(target.text()) ? null : own;
    }

    private @Nullable Value orDefault(ConnectionString given, Setting setting) {
        Value written = given.get(setting);
        return written == null ? leftOut(given, setting) : written;
    }

    private @Nullable Value leftOut(ConnectionString given, Setting setting) {
        String text =
                switch (setting) {
                    case HOST, PORT, USERNAME, SSL_MODE -> defaultText(setting);
                    case DATABASE -> MAINTENANCE_DATABASE;
                    default -> null;
                };
        return text == null ? null : new Value(text, "default, since the " + given.origin() + " names none");
    }

    private static @Nullable Value ofSettingsXml(ServerCredentials server, Setting setting) {
        String text =
                switch (setting) {
                    case USERNAME -> server.username();
                    case PASSWORD ->
                        server.password() == null ? null : server.password().reveal();
                    case SSL_KEY -> server.sslKey();
                    case SSL_PASSWORD ->
                        server.passphrase() == null ? null : server.passphrase().reveal();
                    case AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET -> {
                        Value value = server.configuration().get(setting.field());
                        yield value == null ? null : value.text();
                    }
                    default -> null;
                };
        return text == null || text.isEmpty() ? null : new Value(text, server.origin());
    }

    private @Nullable Value ofProjectFile(Setting setting) {
        Value value = setting.key() == null ? null : sources.projectFile().get(setting.key());
        return value == null || value.text().isBlank() ? null : value;
    }

    private @Nullable Value fallbackName(Setting setting) {
        return setting != Setting.APPLICATION_NAME || string == null || string.fallbackApplicationName() == null
                ? null
                : new Value(string.fallbackApplicationName(), string.origin());
    }

    private @Nullable Value ofDefaults(Setting setting) {
        String text = setting == Setting.MAINTENANCE_DATABASE ? MAINTENANCE_DATABASE : defaultText(setting);
        return text == null ? null : new Value(text, setting == Setting.USERNAME ? "the operating system" : "default");
    }

    private @Nullable String defaultText(Setting setting) {
        return switch (setting) {
            case HOST -> "localhost";
            case PORT -> Integer.toString(Endpoint.DEFAULT_PORT);
            case USERNAME ->
                sources.localUser().name().isEmpty()
                        ? null
                        : sources.localUser().name();
            case SSL_MODE -> SslMode.PREFER.text();
            case APPLICATION_NAME -> "pgmi";
            case CONNECT_TIMEOUT -> "10s";
            case CONNECT_ATTEMPTS -> "3";
            case TIME_ZONE -> "server";
            default -> null;
        };
    }

    /** The database that exists on every server unless someone dropped it. */
    private static final String MAINTENANCE_DATABASE = "postgres";
}
