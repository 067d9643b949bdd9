// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.connect.Setting;
import io.pgmi.session.Notice;
import io.pgmi.testing.ChildProcess;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestPostgres;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Session API, section 7: deployments that end because the process, the session or the network does. */
@OnEachServer
@Timeout(60)
class BrokenOffIT {
    private final TestPostgres postgres;
    private TestProject project;

    BrokenOffIT(OnEachServer.Server server) {
        postgres = server.postgres();
    }

    @BeforeEach
    void project(@TempDir Path directory) {
        project = new TestProject(directory);
    }

    private ChildProcess start(Trial trial, Class<?> main, String... options) throws IOException {
        return ChildProcess.start(
                List.of(options),
                main,
                List.of(
                        postgres.host(),
                        Integer.toString(postgres.port()),
                        postgres.username(),
                        trial.database(),
                        project.directory().toString()),
                postgres.password());
    }

    private static Trial trial(String[] args) {
        return new Trial(
                new TestPostgres(args[0], Integer.parseInt(args[1]), args[2], System.getenv("PGPASSWORD"), "postgres"),
                args[3]);
    }

    /** Deploys once and prints what becomes of it. */
    public static final class DeployingProcess {
        public static void main(String[] args) {
            Trial trial = trial(args);
            endAfter(Thread.currentThread());
            try {
                new Deployer().deploy(trial.request(new TestProject(Path.of(args[4]))), new DeployListener() {
                    @Override
                    public void notice(Notice notice) {
                        System.out.println(notice.message());
                    }
                });
            } catch (PgmiException e) {
                System.out.println("outcome " + e.outcome().code());
            }
        }
    }

    /** A process that is told to stop else ends as soon as the deployment has, without a word of it. */
    private static void endAfter(Thread thread) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signal that asks a process to end")
    void anInterruptedProcessLeavesNothingOnTheServer(String signal) throws Exception {
        assumeFalse(
                signal.equals("INT") && ignoresInterrupt(),
                "Ctrl-C is ignored here, as in what a shell runs in the background, and so it is by every child");
        Trial trial = new Trial(postgres);
        project.script("CREATE TABLE t (); DO $$ BEGIN RAISE NOTICE 'running'; END $$; SELECT pg_sleep(60);");
        ChildProcess child = start(trial, DeployingProcess.class);
        child.awaitPrinted("running", Duration.ofSeconds(30));
        new ProcessBuilder("kill", "-" + signal, Long.toString(child.process().pid()))
                .start()
                .waitFor();
        trial.awaitNoTraces(Duration.ofSeconds(20));
        assertThat(child.await(20)).contains("outcome 130");
        assertThat(trial.exists("t")).isFalse();
        trial.deploy(project.script("SELECT 1;"));
    }

    /** Linux tells: the second bit is SIGINT's. */
    private static boolean ignoresInterrupt() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(
                            line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(ignored -> (ignored & 2) != 0);
        }
    }

    @Test
    void aSessionThatIsEndedFromOutsideIsAFailureOfTheScript() throws SQLException, InterruptedException {
        Trial trial = new Trial(postgres);
        project.script("CREATE TABLE kept (); COMMIT;\nDO $$ BEGIN RAISE NOTICE 'now'; PERFORM pg_sleep(60); END $$;");
        try {
            new Deployer().deploy(trial.request(project), terminating(trial));
        } catch (PgmiException e) {
            assertThat(e.outcome()).isEqualTo(Outcome.SQL_FAILED);
            assertThat(e.databaseError().sqlState()).isEqualTo("57P01");
            assertThat(e).hasMessageContainingAll("deploy.sql:2:1", "committed before stays");
            trial.awaitNoTraces(Duration.ofSeconds(2));
            assertThat(trial.exists("kept")).isTrue();
            return;
        }
        throw new AssertionError("the deployment did not fail");
    }

    private DeployListener terminating(Trial trial) {
        return new DeployListener() {
            @Override
            public void notice(Notice notice) {
                try {
                    trial.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND application_name = 'pgmi'");
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    @Test
    void aNetworkThatBreaksWhileTheScriptRunsDoesNotHang() throws Exception {
        Trial trial = new Trial(postgres);
        try (CuttingProxy proxy = new CuttingProxy(postgres, Integer.MAX_VALUE)) {
            proxy.route(trial);
            project.script("DO $$ BEGIN RAISE NOTICE 'now'; PERFORM pg_sleep(1); END $$; SELECT pg_sleep(1);");
            try {
                new Deployer().deploy(trial.request(project), new DeployListener() {
                    @Override
                    public void notice(Notice notice) {
                        proxy.cut();
                    }
                });
            } catch (PgmiException e) {
                assertThat(e.outcome()).isEqualTo(Outcome.SQL_FAILED);
                assertThat(e.databaseError().sqlState()).startsWith("08");
                return;
            }
        }
        throw new AssertionError("the deployment did not fail");
    }

    /** From the log-in to the midst of the files. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 20_000, 300_000})
    void aNetworkThatBreaksBeforeTheScriptIsAFailedConnectionThatDoesNotHang(int bytes) throws Exception {
        Trial trial = new Trial(postgres).set(Setting.CONNECT_ATTEMPTS, "1");
        try (CuttingProxy proxy = new CuttingProxy(postgres, bytes)) {
            proxy.route(trial);
            for (int i = 0; i < 20; i++) {
                project.file("f" + i + ".txt", "0123456789".repeat(100_000));
            }
            PgmiException e = trial.fail(project.script("SELECT 1;"), Outcome.CONNECTION_FAILED);
            assertThat(e).hasMessageNotContaining("outcome");
        }
        trial.awaitNoTraces(Duration.ofSeconds(5));
    }

    /** Hangs up on both sides once the client has sent so many bytes. */
    private static final class CuttingProxy implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private volatile Socket client;
        private volatile Socket server;

        CuttingProxy(TestPostgres postgres, int bytes) throws IOException {
            start(() -> {
                client = listener.accept();
                server = new Socket(postgres.host(), postgres.port());
                start(() -> copy(server, client, Integer.MAX_VALUE));
                copy(client, server, bytes);
                cut();
            });
        }

        void route(Trial trial) {
            trial.set(Setting.HOST, "127.0.0.1").set(Setting.PORT, Integer.toString(listener.getLocalPort()));
        }

        void cut() {
            try {
                client.close();
                server.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private static void copy(Socket from, Socket to, int limit) throws IOException {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            int total = 0;
            for (int count = in.read(buffer); count >= 0 && total < limit; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                total += count;
            }
        }

        private interface Task {
            void run() throws IOException;
        }

        private static void start(Task task) {
            Thread thread = new Thread(() -> {
                try {
                    task.run();
                } catch (IOException e) {
                    // cut
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    @Test
    void fiftyDeploymentsLeaveNoThreadAndNoShutdownHook() throws Exception {
        Trial trial = new Trial(postgres);
        project.script("SELECT 1;");
        ChildProcess child = start(trial, RepeatingProcess.class, "--add-opens", "java.base/java.lang=ALL-UNNAMED");
        assertThat(child.await(50)).contains("threads 0, hooks 0");
    }

    /** Deploys 50 times, every other time with a failure, and prints by how much threads and hooks became more. */
    public static final class RepeatingProcess {
        public static void main(String[] args) throws Exception {
            Trial trial = trial(args);
            TestProject project = new TestProject(Path.of(args[4]));
            deploy(trial, project);
            int threads = threads();
            int hooks = hooks();
            for (int i = 0; i < 25; i++) {
                deploy(trial, project.script("SELECT 1;"));
                trial.fail(project.script("SELECT 1/0;"), Outcome.SQL_FAILED);
            }
            // A thread that was told to end needs a moment for it.
            for (int i = 0; i < 50 && threads() > threads; i++) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            System.out.println(
                    "threads " + Math.max(0, threads() - threads) + ", hooks " + Math.max(0, hooks() - hooks));
        }

        private static void deploy(Trial trial, TestProject project) {
            trial.deploy(project);
        }

        private static int threads() {
            return Thread.getAllStackTraces().size();
        }

        private static int hooks() throws ReflectiveOperationException {
            Field field = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
            field.setAccessible(true);
            return ((Map<?, ?>) field.get(null)).size();
        }
    }
}
