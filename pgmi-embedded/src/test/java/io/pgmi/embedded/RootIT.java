// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL refuses and containers do: builds as root. Skipped for everybody else. */
@DisabledOnOs(OS.WINDOWS)
class RootIT {
    @TempDir
    Path folder;

    @BeforeEach
    void onlyAsRoot() {
        assumeThat(Command.output(List.of("id", "-u"), Duration.ofSeconds(5))).isEqualTo("0");
    }

    @Test
    void withoutUserNamespacesTheServerIsAnotherUsers() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (EmbeddedServer server = EmbeddedServer.start(options(), false)) {
            assertThat(server.systemUser()).isEqualTo("nobody");
            assertThat(server.hasTemporaryData()).isFalse();
            assertThat(Files.getOwner(server.dataDirectory()).getName()).isEqualTo("nobody");
            assertThat(ProcessHandle.of(server.pid()).flatMap(p -> p.info().user()))
                    .hasValue("nobody");
        }
    }

    @Test
    void dataMovesWhereThatUserCanReachItAndGoesWithTheServer() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        EmbeddedServer server = EmbeddedServer.start(options(), false);
        try (server) {
            assertThat(server.hasTemporaryData()).isTrue();
            assertThat(server.dataDirectory()).exists();
        }
        assertThat(server.dataDirectory()).doesNotExist();
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void suServesWhereSetprivIsMissing() {
        Path home = Binaries.OLDEST.home();
        Path log = folder.resolve("su.log");
        Account su = Account.switchingTo("nobody").get(1);
        assertThat(su.prefix().get(0)).isEqualTo("su");
        List<String> command = List.of(Account.program(home, "postgres"), "--describe-config", "-D", "it's \"x\" $y");
        assertThat(Command.run(su.command(command), log, Duration.ofSeconds(20)))
                .isZero();
    }

    private ServerOptions options() {
        return new ServerOptions(Binaries.NEWEST.home(), folder.resolve("data"), folder.resolve("server.log"));
    }
}
