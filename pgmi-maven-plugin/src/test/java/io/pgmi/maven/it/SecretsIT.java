// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After all other tests: no secret that any of them gave to anything is in anything that came out. */
class SecretsIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "target/it",
                "target/it-maven-4",
                "target/invoker-reports",
                "target/invoker-reports-maven-4",
                "../pgmi-core/target/failsafe-reports"
            })
    void noSecretCameOut(String folder) throws IOException {
        Path path = Path.of(folder);
        assumeTrue(Files.isDirectory(path), folder + " is not there: those tests were not run");

        assertThat(SentinelSearch.findings(path)).isEmpty();
    }
}
