// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends a process that has a server, in the hard and in the soft way. */
class KilledBuildIT {
    @TempDir
    Path folder;

    /** The process to end: starts a server, says its process id and waits. */
    static final class Build {
        public static void main(String[] arguments) throws InterruptedException {
            Path folder = Path.of(arguments[0]);
            EmbeddedServer server = EmbeddedServer.start(
                    new ServerOptions(Binaries.NEWEST.home(), folder.resolve("data"), folder.resolve("server.log")));
            System.out.println(server.pid());
            Thread.sleep(60_000);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(60)
    void serverEndsWithTheProcessThatStartedIt(boolean hard) throws Exception {
        Process build = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dpostgres.binaries=" + Binaries.NEWEST.jar().getParent(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Build.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = build.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle server =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(server.isAlive()).isTrue();
            if (hard) {
                build.destroyForcibly();
            } else {
                build.destroy();
            }
            server.onExit().get(20, TimeUnit.SECONDS);
            assertThat(folder.resolve("data").resolve("postmaster.pid")).doesNotExist();
        } finally {
            build.destroyForcibly();
        }
    }
}
