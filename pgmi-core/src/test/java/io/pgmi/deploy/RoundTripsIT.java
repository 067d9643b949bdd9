// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.connect.Setting;
import io.pgmi.testing.CountingProxy;
import io.pgmi.testing.OnEachServer;
import io.pgmi.testing.TestPostgres;
import io.pgmi.testing.TestProject;
import io.pgmi.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deployment costs over a network: waits for the server, which must not grow with what is deployed. */
@OnEachServer
class RoundTripsIT {
    private final TestPostgres postgres;

    @TempDir
    private Path directory;

    RoundTripsIT(OnEachServer.Server server) {
        postgres = server.postgres();
    }

    @Test
    void roundTripsDoNotGrowWithFilesParametersOrTests() throws IOException, InterruptedException {
        int few = roundTrips("few", 10, 1);
        int many = roundTrips("many", 2000, 200);
        assertThat(many).isEqualTo(few);
        // First byte to last: encryption asked for, log-in, lock and objects, COPY and its data, preparation,
        // deploy.sql,
        // the lock given back, and good-bye. A server before 12 is told extra_float_digits by the driver.
        assertThat(few).isLessThanOrEqualTo(10);
    }

    @Test
    void testsInTheTailCostOneRoundTripToo() throws IOException, InterruptedException {
        String script = "COMMIT; BEGIN; CALL pgmi_test(); COMMIT;";
        assertThat(roundTrips("tail-few", 2, 2, script)).isEqualTo(roundTrips("tail-many", 2, 200, script));
    }

    private int roundTrips(String name, int files, int testsAndParameters) throws IOException, InterruptedException {
        return roundTrips(name, files, testsAndParameters, "BEGIN; CALL pgmi_test(); COMMIT;");
    }

    private int roundTrips(String name, int files, int testsAndParameters, String script)
            throws IOException, InterruptedException {
        TestProject project = new TestProject(Files.createDirectory(directory.resolve(name))).script(script);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < files; i++) {
            project.file("d" + i % 7 + "/f" + i + ".sql", ("SELECT " + i + ";\n").repeat(200));
        }
        for (int i = 0; i < testsAndParameters; i++) {
            project.file("__test__/t" + i + ".sql", "SELECT 1;");
            parameters.put("p" + i, "value");
        }
        try (CountingProxy proxy = new CountingProxy(postgres.host(), postgres.port())) {
            new Trial(postgres)
                    .set(Setting.HOST, "127.0.0.1")
                    .set(Setting.PORT, Integer.toString(proxy.port()))
                    .parameters(parameters)
                    .deploy(project);
            assertThat(proxy.connections()).isEqualTo(1);
            System.out.println(
                    "round trips, " + files + " files, " + testsAndParameters + " tests: " + proxy.roundTrips());
            int roundTrips = proxy.roundTrips();
            System.out.println(name + ": " + roundTrips + " round trips");
            return roundTrips;
        }
    }
}
