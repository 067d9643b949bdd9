// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.Problem;
import io.pgmi.auth.AuthCredentials;
import io.pgmi.auth.AuthProviders;
import io.pgmi.auth.ProviderSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Opens connections, again where that may help. One instance serves one run; it is not thread-safe. */
public final class Connector {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    // The driver counts milliseconds in an int, and nobody waits a day.
    private static final Duration LONGEST = Duration.ofDays(1);

    /** The driver, or a stand-in. */
    interface Dial {
        @Nullable
        Connection connect(String url, Properties properties) throws SQLException;
    }

    interface Sleep {
        void sleep(Duration time) throws InterruptedException;
    }

    private final Dial dial;
    private final Clock clock;
    private final Sleep sleep;
    private final DoubleSupplier random;
    private final Consumer<String> warnings;
    private final AuthProviders providers;
    private final LogIn logIn;
    private final Map<Tls, TlsFiles> tlsFiles = new HashMap<>();

    /**
     * Connects with the driver, by this machine's clock.
     *
     * @param warnings takes one sentence each, such as a password file that is ignored
     * @param providers where a log-in's secret comes from if not from the configuration; stays the caller's to close
     */
    public Connector(Consumer<String> warnings, AuthProviders providers) {
        // Not DriverManager: its login timeout and its other drivers are global, and class loaders hide drivers from
        // it.
        this(
                new org.postgresql.Driver()::connect,
                Clock.systemUTC(),
                time -> Thread.sleep(time.toMillis()),
                () -> ThreadLocalRandom.current().nextDouble(),
                warnings,
                providers);
    }

    /** For log-ins by password. */
    Connector(Consumer<String> warnings) {
        this(warnings, new AuthProviders(Connector.class.getClassLoader(), ProviderSource.NONE, warnings));
    }

    /** @param random 0 inclusive to 1 exclusive */
    Connector(
            Dial dial,
            Clock clock,
            Sleep sleep,
            DoubleSupplier random,
            Consumer<String> warnings,
            AuthProviders providers) {
        this.dial = dial;
        this.clock = clock;
        this.sleep = sleep;
        this.random = random;
        this.warnings = warnings;
        this.providers = providers;
        this.logIn = new LogIn(providers, clock, warnings);
    }

    /** One that shares nothing with this one but the auth providers, and has warned of everything already. */
    public Connector forAnotherThread() {
        return new Connector(dial, clock, sleep, random, warning -> {}, providers);
    }

    /**
     * What is wrong: with the configuration, and with the auth provider that it names, which is there or not whatever else
     * is wrong. Dials nothing.
     */
    public List<Problem> problems(Resolution resolution) {
        List<Problem> problems = new ArrayList<>(resolution.problems());
        if (problems.stream().noneMatch(problem -> Setting.AUTH.field().equals(problem.field()))) {
            problems.addAll(logIn.problems(resolution.partial()));
        }
        return problems;
    }

    /**
     * A new connection, in autocommit mode.
     *
     * @param database the one to connect to: the configuration's target or its maintenance database
     * @param limit when to give up for good
     * @throws PgmiException CONNECTION_FAILED with cause and remedy, and with the server's error where there is one (3D000
     *     for a missing database); INVALID_CONFIGURATION when a key or certificate file cannot be used, before anything is
     *     dialled; TIMEOUT when {@code limit} comes first; INTERRUPTED
     */
    public Connection open(ConnectionConfig config, String database, Instant limit) {
        TlsFiles files = tlsFiles.computeIfAbsent(config.tls(), tls -> TlsFiles.checked(tls, warnings));
        int attempts = config.session().connectAttempts().value();
        for (int attempt = 1; ; attempt++) {
            List<Attempt> failed = new ArrayList<>();
            Connection connection = dialEach(config, files, database, limit, failed);
            if (connection != null) {
                return connection;
            }
            Duration pause = pause(attempt);
            boolean again = attempt < attempts
                    && failed.stream().anyMatch(one -> Faults.isTransient(one.failure()))
                    && Faults.isOfThisAddress(failed.get(failed.size() - 1).failure())
                    && clock.instant().plus(pause).isBefore(limit);
            if (!again) {
                throw ConnectFailure.explain(
                        config, database, failed, attempt, endpoint -> logIn.remedy(config, endpoint, database));
            }
            rest(pause);
        }
    }

    /** One failed dial, or two of them where encryption is optional. */
    record Attempt(
            Endpoint endpoint,
            EncryptionFallback.Outcome outcome,
            TlsFiles files,
            boolean hadPassword,
            Duration timeout) {
        SQLException failure() {
            return outcome.decisive();
        }

        Attempt with(SQLException failure) {
            return new Attempt(
                    endpoint, new EncryptionFallback.Outcome(failure, null, false), files, hadPassword, timeout);
        }
    }

    /** Each address once. Null when all failed; the last in {@code failed} is the decisive one. */
    private @Nullable Connection dialEach(
            ConnectionConfig config, TlsFiles files, String database, Instant limit, List<Attempt> failed) {
        for (DialPlan.Step step : DialPlan.of(config, random)) {
            Duration timeout = timeout(config, limit);
            boolean hadPassword = true;
            boolean cut = false;
            try {
                AuthCredentials credentials = logIn.credentials(config, step.endpoint(), database, limit);
                hadPassword = !credentials.secret().reveal().isEmpty();
                timeout = timeout(config, limit);
                cut = timeout.compareTo(wanted(config)) < 0;
                return connect(config, files, step, database, credentials, timeout);
            } catch (SQLException e) {
                EncryptionFallback.Outcome outcome = EncryptionFallback.outcome(e);
                // The driver takes whole milliseconds, so it may give up a little before the limit.
                if (Faults.isTimeout(outcome.decisive())
                        && (cut || !clock.instant().isBefore(limit))) {
                    throw outOfTime(config, e);
                }
                failed.add(new Attempt(step.endpoint(), outcome, files, hadPassword, timeout));
                if (!Faults.isOfThisAddress(outcome.decisive())) {
                    return null;
                }
            }
        }
        return null;
    }

    /** Once more without encryption where the configuration allows that. */
    private Connection connect(
            ConnectionConfig config,
            TlsFiles files,
            DialPlan.Step step,
            String database,
            AuthCredentials credentials,
            Duration timeout)
            throws SQLException {
        SslMode mode = config.tls().mode().value();
        try {
            return connect(config, files, mode, step, database, credentials, timeout);
        } catch (SQLException e) {
            return EncryptionFallback.orElse(
                    e,
                    mode,
                    () -> connect(config, TlsFiles.NONE, SslMode.DISABLE, step, database, credentials, timeout));
        }
    }

    private Connection connect(
            ConnectionConfig config,
            TlsFiles files,
            SslMode mode,
            DialPlan.Step step,
            String database,
            AuthCredentials credentials,
            Duration timeout)
            throws SQLException {
        Properties properties = DriverProperties.of(config, mode, files, credentials, timeout, step.serverType());
        String url = DriverProperties.url(step.endpoint(), database);
        Connection connection;
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            // The driver looks there for classes that its properties name.
            thread.setContextClassLoader(logIn.provider(config).classLoader());
            connection = dial.connect(url, properties);
        } catch (SQLException e) {
            throw e;
        } catch (RuntimeException e) {
            // The driver's way to say that it was interrupted, or that a parameter has a value it cannot read.
            if (Thread.currentThread().isInterrupted()) {
                throw new PgmiException(
                        Outcome.INTERRUPTED, "Interrupted while connecting to " + step.endpoint() + ".", e);
            }
            throw new SQLException(e.toString(), "", e);
        } finally {
            thread.setContextClassLoader(before);
        }
        if (connection == null) {
            throw new SQLException("The JDBC driver does not accept the address " + url + ".");
        }
        return ready(connection, config);
    }

    private static Connection ready(Connection connection, ConnectionConfig config) throws SQLException {
        String own = config.session().driverParameters().value().getOrDefault("socketTimeout", "0");
        try {
            setTimeZone(connection, config.session().timeZone());
            connection.setNetworkTimeout(Runnable::run, Math.multiplyExact(Integer.parseInt(own), 1000));
            return connection;
        } catch (SQLException | ArithmeticException | NumberFormatException | PgmiException e) {
            connection.close();
            if (e instanceof PgmiException known) {
                throw known;
            }
            throw e instanceof SQLException known
                    ? known
                    : new SQLException("socketTimeout '" + own + "' is not a number of seconds.", "22023", e);
        }
    }

    private static void setTimeZone(Connection connection, Resolved<String> zone) throws SQLException {
        if (zone.value().equals("server")) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config('TimeZone', ?, false)")) {
            statement.setString(1, zone.value());
            statement.execute();
        } catch (SQLException e) {
            if (!Faults.sqlState(e).equals("22023")) {
                throw e;
            }
            throw PgmiException.invalidConfiguration(
                    List.of(
                            "timeZone '" + zone.value() + "' (" + zone.origin()
                                    + ") is unknown to the server. Write 'server' or a name of pg_timezone_names, such as Europe/Berlin."));
        }
    }

    private Duration timeout(ConnectionConfig config, Instant limit) {
        Instant now = clock.instant();
        if (!now.isBefore(limit)) {
            throw outOfTime(config, null);
        }
        Duration wanted = wanted(config);
        if (now.plus(wanted).isBefore(limit)) {
            return wanted;
        }
        Duration left = Duration.between(now, limit);
        return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
    }

    private static Duration wanted(ConnectionConfig config) {
        Duration own = config.session().connectTimeout().value();
        return own.isZero() || own.compareTo(LONGEST) > 0 ? LONGEST : own;
    }

    private static PgmiException outOfTime(ConnectionConfig config, @Nullable SQLException cause) {
        return new PgmiException(
                Outcome.TIMEOUT,
                "The deployment's time limit was over before a connection to "
                        + config.target().endpoints()
                        + " was open. Raise -Dpgmi.timeout, or lower the connect timeout ("
                        + config.session().connectTimeout().origin() + ") to hear the reason sooner.",
                cause);
    }

    /** The password file that has the password for the target at the first address; null where it is not a file's. */
    public @Nullable String passwordFileFor(ConnectionConfig config) {
        return logIn.passwordFileFor(config);
    }

    /** Doubles each time; between half and all of it, so that many builds do not come back at one moment. */
    private Duration pause(int attempt) {
        long full = FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 8);
        return Duration.ofMillis((long) (full * (0.5 + random.getAsDouble() / 2)));
    }

    private void rest(Duration pause) {
        try {
            sleep.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PgmiException(Outcome.INTERRUPTED, "Interrupted while waiting to connect again.", e);
        }
    }
}
