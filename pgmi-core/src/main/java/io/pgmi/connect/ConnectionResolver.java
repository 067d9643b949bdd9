// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.PgmiException;
import io.pgmi.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides every connection setting from the sources. Pure: the same sources give the same answer, nothing is opened. */
public final class ConnectionResolver {
    private static final Pattern ATTEMPTS = Pattern.compile("[1-9][0-9]{0,2}");

    /** NAMEDATALEN - 1 (PostgreSQL manual, "Identifiers and Key Words"). */
    private static final int LONGEST_NAME = 63;

    private final ConnectionSources sources;
    private final Problems problems = new Problems();
    private final List<String> notices = new ArrayList<>();
    private final Layers layers;
    /** What cannot be told from a parsed value: how a duration was written, or what was written instead of one. */
    private final Map<String, String> written = new HashMap<>();

    private ConnectionResolver(ConnectionSources sources) {
        this.sources = sources;
        this.layers = new Layers(sources, problems);
    }

    /**
     * Decides all settings.
     *
     * @throws PgmiException (INVALID_CONFIGURATION) with everything that is wrong
     */
    public static ConnectionConfig resolve(ConnectionSources sources) {
        return examine(sources).config();
    }

    /** Decides all settings; what is wrong is part of the answer. */
    public static Resolution examine(ConnectionSources sources) {
        return new ConnectionResolver(sources).examine();
    }

    private Resolution examine() {
        if (layers.embedded() != null) {
            notices.add(
                    "The target is the server started in this build; the environment and pgmi.yaml do not change that.");
        }
        Auth auth = auth();
        ConnectionConfig config =
                new ConnectionConfig(target(auth), credentials(auth), auth, tls(auth), session(), notices);
        return new Resolution(fields(config), problems.all(), config);
    }

    private List<ConnectionConfig.Line> fields(ConnectionConfig config) {
        List<ConnectionConfig.Line> fields = new ArrayList<>();
        fields.add(layers.connectionLine());
        ServerCredentials server = sources.server();
        fields.add(
                server == null
                        ? new ConnectionConfig.Line("serverId", "unset", false, "", List.of())
                        : new ConnectionConfig.Line(
                                "serverId",
                                server.serverId().text(),
                                false,
                                server.serverId().origin(),
                                List.of()));
        Set<String> extra = config.session().driverParameters().value().keySet();
        for (ConnectionConfig.Line line : config.describe()) {
            String text = written.get(line.name());
            if (!extra.contains(line.name())) {
                fields.add(
                        text == null
                                ? line
                                : new ConnectionConfig.Line(line.name(), text, false, line.origin(), line.overrode()));
            }
        }
        return fields;
    }

    private Auth auth() {
        Resolved<String> method =
                AuthChoice.of(sources, layers.variables(), layers.embedded() != null, problems, notices);
        Map<Setting, Resolved<String>> settings = new EnumMap<>(Setting.class);
        for (Setting setting : Auth.settingsOf(method.value())) {
            Resolved<String> value = layers.resolve(setting);
            if (value != null) {
                settings.put(setting, value);
            }
        }
        Resolved<String> secret = settings.remove(Setting.AZURE_CLIENT_SECRET);
        Auth auth = new Auth(
                method,
                settings,
                secret == null ? null : secret.as(new Secret(secret.value())),
                name -> text(layers.variables().get(name)));
        if (auth.needsInstance() && !settings.containsKey(Setting.GOOGLE_INSTANCE)) {
            problems.add(
                    Setting.GOOGLE_INSTANCE.field(),
                    method.origin(),
                    "auth '" + method.value() + "' (" + method.origin() + ") needs to know the Cloud SQL instance. "
                            + "Name it with -Dpgmi.googleInstance=project:region:instance, <googleInstance> in the POM or "
                            + "connection.google_instance in pgmi.yaml.");
        }
        return auth;
    }

    private static @Nullable String text(@Nullable Value value) {
        return value == null ? null : value.text();
    }

    private Target target(Auth auth) {
        Resolved<String> instance = auth.settings().get(Setting.GOOGLE_INSTANCE);
        if (auth.needsInstance() && instance != null) {
            return instance(instance);
        }
        Resolved<String> host = required(Setting.HOST, "");
        Resolved<String> port = required(Setting.PORT, "");
        // A string's host and port were checked with the string, where it is known what may be quoted.
        boolean checked = layers.string() != null;
        List<Endpoint> endpoints = Endpoint.parse(
                new Value(host.value(), host.origin()),
                new Value(port.value(), port.origin()),
                text -> "'" + text + "'",
                checked ? new Problems() : problems);
        return new Target(endpoints, host, port, database(), required(Setting.MAINTENANCE_DATABASE, ""));
    }

    /** The connector asks Google where the instance is. */
    private Target instance(Resolved<String> instance) {
        Resolved<String> host = unused(Setting.HOST, instance.value(), instance.origin());
        Resolved<String> port = unused(Setting.PORT, Integer.toString(Endpoint.CLOUD_SQL_PORT), "default of Cloud SQL");
        return new Target(
                List.of(new Endpoint(instance.value(), Endpoint.CLOUD_SQL_PORT)),
                host,
                port,
                database(),
                required(Setting.MAINTENANCE_DATABASE, ""));
    }

    private Resolved<String> unused(Setting setting, String instead, String origin) {
        Resolved<String> given = layers.isGiven(setting) ? layers.resolve(setting) : null;
        if (given == null) {
            return new Resolved<>(instead, origin, List.of());
        }
        notices.add(
                setting.parameter() + " '" + given.value() + "' (" + given.origin()
                        + ") is not used, since auth is google: the Cloud SQL connector finds the instance by its connection name.");
        List<String> losers = new ArrayList<>(given.overrode());
        losers.add(0, given.origin());
        return new Resolved<>(instead, origin, losers);
    }

    private Resolved<String> database() {
        Resolved<String> database = required(
                Setting.DATABASE,
                "no database is given. Name it with -Dpgmi.database=…, <database> in the POM, a connection string, "
                        + "$PGDATABASE or connection.database in pgmi.yaml.");
        // The server would cut a longer name, and deploy to another database than the one that was asked for.
        if (database.value().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            problems.add(
                    Setting.DATABASE.field(),
                    database.origin(),
                    "the database's name '" + database.value() + "' (" + database.origin() + ") is longer than "
                            + LONGEST_NAME + " bytes, PostgreSQL's limit. Take a shorter one");
        }
        return database;
    }

    private Credentials credentials(Auth auth) {
        Resolved<String> username = required(
                Setting.USERNAME,
                "no user name is given, and the operating system names none. Name it with -Dpgmi.username=…, a connection "
                        + "string, $PGUSER or connection.username in pgmi.yaml.");
        if (auth.needsUsername() && !layers.isGiven(Setting.USERNAME)) {
            problems.add(
                    Setting.USERNAME.field(),
                    auth.method().origin(),
                    "auth '" + auth.method().value() + "' (" + auth.method().origin()
                            + ") needs the database role's name; the operating system's user does not count. Name it with "
                            + "-Dpgmi.username=…, a connection string, $PGUSER or connection.username in pgmi.yaml.");
        }
        Resolved<Secret> password = secret(Setting.PASSWORD);
        if (!auth.isStandard()) {
            if (password != null && !password.value().reveal().isEmpty()) {
                notices.add("The password (" + password.origin() + ") is not used, since auth is "
                        + auth.method().value() + " (" + auth.method().origin() + ").");
            }
            return new Credentials(username, null, null);
        }
        return new Credentials(username, password, password == null ? passwordFile() : null);
    }

    private @Nullable Resolved<Path> passwordFile() {
        Resolved<String> given = layers.resolve(Setting.PASSWORD_FILE);
        Resolved<String> file = given == null ? defaultPasswordFile() : given;
        try {
            return file.as(Path.of(file.value()));
        } catch (InvalidPathException e) {
            problems.add(
                    Setting.PASSWORD_FILE.field(),
                    file.origin(),
                    "'" + file.value() + "' (" + file.origin() + ") is not a file name: " + e.getReason() + ".");
            return null;
        }
    }

    /** PostgreSQL manual 34.16, "The Password File". */
    private Resolved<String> defaultPasswordFile() {
        Path home = sources.localUser().home();
        if (!sources.localUser().windows()) {
            return new Resolved<>(home.resolve(".pgpass").toString(), "default", List.of());
        }
        Resolved<String> folder = defaultFolder();
        return folder.as(folder.value() + "\\pgpass.conf");
    }

    /** libpq's folder for this user. */
    private Resolved<String> defaultFolder() {
        Path home = sources.localUser().home();
        if (!sources.localUser().windows()) {
            return new Resolved<>(home.resolve(".postgresql").toString(), "default", List.of());
        }
        Value appData = new Variables(sources.environment(), Map.of()).get("APPDATA");
        String roaming = appData == null ? home + "\\AppData\\Roaming" : appData.text();
        String origin = appData == null ? "default" : "default, below " + appData.origin();
        return new Resolved<>(roaming + "\\postgresql", origin, List.of());
    }

    private Tls tls(Auth auth) {
        Resolved<String> mode = required(Setting.SSL_MODE, "");
        if (auth.sendsToken() && !layers.isGiven(Setting.SSL_MODE)) {
            mode = new Resolved<>(
                    SslMode.REQUIRE.text(), "default with auth " + auth.method().value(), mode.overrode());
        }
        SslMode parsed = SslMode.of(mode.value()).orElse(SslMode.PREFER);
        if (auth.sendsToken() && SslMode.of(mode.value()).isPresent() && parsed.compareTo(SslMode.REQUIRE) < 0) {
            problems.add(
                    Setting.SSL_MODE.field(),
                    mode.origin(),
                    "sslMode " + parsed.text() + " (" + mode.origin() + ") could send the token of auth '"
                            + auth.method().value() + "' (" + auth.method().origin()
                            + ") in clear. Set require, verify-ca or verify-full, or leave it out.");
        }
        boolean ofString = layers.string() != null && layers.string().origin().equals(mode.origin());
        if (auth.needsInstance()) {
            return tlsOfProvider(mode);
        }
        if (!ofString && SslMode.of(mode.value()).isEmpty()) {
            written.put(Setting.SSL_MODE.field(), mode.value());
            problems.add(
                    Setting.SSL_MODE.field(),
                    mode.origin(),
                    "sslMode '" + mode.value() + "' (" + mode.origin() + ") is unknown. Accepted: " + SslMode.ACCEPTED
                            + ".");
        }
        Resolved<String> root = certificate(Setting.SSL_ROOT_CERT);
        return new Tls(
                root != null && root.value().equals(Tls.SYSTEM) ? forSystem(mode, parsed, root) : mode.as(parsed),
                certificate(Setting.SSL_CERT),
                certificate(Setting.SSL_KEY),
                secret(Setting.SSL_PASSWORD),
                root,
                defaultFolder().value(),
                false);
    }

    /** As strict as verify-full, with certificates that nobody configures. */
    private Tls tlsOfProvider(Resolved<String> mode) {
        List<String> given = new ArrayList<>();
        if (layers.isGiven(Setting.SSL_MODE)) {
            given.add("sslMode " + mode.value() + " (" + mode.origin() + ")");
        }
        for (Setting setting : List.of(Setting.SSL_CERT, Setting.SSL_KEY, Setting.SSL_ROOT_CERT)) {
            Resolved<String> file = layers.resolve(setting);
            if (file != null) {
                given.add(setting.parameter() + " '" + file.value() + "' (" + file.origin() + ")");
            }
        }
        if (!given.isEmpty()) {
            notices.add(String.join(", ", given)
                    + ": not used, since auth is google. The Cloud SQL connector always encrypts, verifies that it talks to"
                    + " the instance (as verify-full does), and brings its own certificates.");
        }
        List<String> losers = layers.isGiven(Setting.SSL_MODE) ? List.of(mode.origin()) : List.of();
        return new Tls(
                new Resolved<>(SslMode.VERIFY_FULL, "default with auth google", losers),
                null,
                null,
                null,
                null,
                defaultFolder().value(),
                true);
    }

    /** Public authorities vouch for anyone with a name, so only the name tells who answers (libpq: sslrootcert=system). */
    private Resolved<SslMode> forSystem(Resolved<String> mode, SslMode parsed, Resolved<String> root) {
        if (mode.origin().startsWith("default")) {
            return new Resolved<>(SslMode.VERIFY_FULL, "default with sslRootCert 'system'", mode.overrode());
        }
        if (parsed != SslMode.VERIFY_FULL) {
            problems.add(
                    Setting.SSL_MODE.field(),
                    mode.origin(),
                    "sslMode '" + mode.value() + "' (" + mode.origin() + ") is too weak for sslRootCert 'system' ("
                            + root.origin() + "): set sslMode=verify-full, or name the authority's own file.");
        }
        return mode.as(parsed);
    }

    /** A stale variable must not swap a trust anchor unnoticed. */
    private @Nullable Resolved<String> certificate(Setting setting) {
        Resolved<String> file = layers.resolve(setting);
        if (file != null
                && layers.fromEnvironment(file.origin(), setting)
                && !file.overrode().isEmpty()) {
            notices.add(setting.parameter() + " '" + file.value() + "' comes from " + file.origin()
                    + ", which counts before " + String.join(" and ", file.overrode()) + ".");
        }
        return file;
    }

    private SessionSettings session() {
        Resolved<String> timeout = required(Setting.CONNECT_TIMEOUT, "");
        written.put(Setting.CONNECT_TIMEOUT.field(), timeout.value().strip());
        Duration time = Durations.parse(timeout.value());
        boolean ofString = layers.string() != null && layers.string().origin().equals(timeout.origin());
        if (time == null && !ofString) {
            problems.add(
                    Setting.CONNECT_TIMEOUT.field(),
                    timeout.origin(),
                    "connectTimeout '" + timeout.value() + "' (" + timeout.origin() + ") is not a duration. "
                            + Durations.ACCEPTED);
        }
        Resolved<String> attempts = required(Setting.CONNECT_ATTEMPTS, "");
        written.put(Setting.CONNECT_ATTEMPTS.field(), attempts.value().strip());
        boolean count = ATTEMPTS.matcher(attempts.value().strip()).matches();
        if (!count) {
            problems.add(
                    Setting.CONNECT_ATTEMPTS.field(),
                    attempts.origin(),
                    "connectAttempts '" + attempts.value() + "' (" + attempts.origin()
                            + ") is not a number from 1 to 999.");
        }
        ConnectionString string = layers.string();
        return new SessionSettings(
                required(Setting.APPLICATION_NAME, ""),
                timeout.as(time == null ? Duration.ZERO : time),
                attempts.as(count ? Integer.parseInt(attempts.value().strip()) : 1),
                required(Setting.TIME_ZONE, ""),
                new Resolved<>(
                        string == null ? Map.of() : string.driverParameters(),
                        string == null ? "default" : string.origin(),
                        List.of()));
    }

    private Resolved<String> required(Setting setting, String complaint) {
        Resolved<String> value = layers.resolve(setting);
        if (value == null) {
            problems.add(setting.field(), null, complaint);
            return new Resolved<>("", Resolved.NOWHERE, List.of());
        }
        if (value.value().indexOf('\0') >= 0) {
            problems.add(
                    setting.field(),
                    value.origin(),
                    setting.field() + " (" + value.origin()
                            + ") holds a NUL character, which PostgreSQL takes nowhere.");
        }
        return value;
    }

    private @Nullable Resolved<Secret> secret(Setting setting) {
        Resolved<String> value = layers.resolve(setting);
        return value == null ? null : value.as(new Secret(value.value()));
    }
}
