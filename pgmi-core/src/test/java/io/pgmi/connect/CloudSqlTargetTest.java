// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.Secret;
import io.pgmi.auth.AuthCredentials;
import io.pgmi.connect.ConnectionConfig.Line;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** With google the instance takes the place of host, port and TLS. */
class CloudSqlTargetTest {
    private static final String INSTANCE = "shop:europe-west1:main";

    private static Sources given() {
        return Sources.withDatabase()
                .commandLine(Setting.GOOGLE, "true")
                .commandLine(Setting.GOOGLE_INSTANCE, INSTANCE)
                .commandLine(Setting.USERNAME, "deployer@shop.iam");
    }

    private static String line(ConnectionConfig config, String name) {
        return config.describe().stream()
                .filter(line -> line.name().equals(name))
                .map(Line::toString)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theInstanceIsTheTarget() {
        ConnectionConfig config = given().resolve();

        assertThat(config.target().endpoints()).containsExactly(new Endpoint(INSTANCE, 3307));
        assertThat(line(config, "host")).isEqualTo("host = " + INSTANCE + " (from -Dpgmi.googleInstance)");
        assertThat(line(config, "sslMode")).isEqualTo("sslMode = verify-full (default with auth google)");
        assertThat(config.notices()).isEmpty();
        assertThat(config.toString()).doesNotContain("localhost");
    }

    @Test
    void whatTheConnectorDecidesIsNotUsedAndThatIsTold() {
        ConnectionConfig config = given().commandLine(Setting.HOST, "db1")
                .environment("PGPORT", "6000")
                .environment("PGSSLMODE", "disable")
                .environment("PGSSLROOTCERT", "/nowhere.crt")
                .resolve();

        assertThat(config.target().endpoints()).containsExactly(new Endpoint(INSTANCE, 3307));
        assertThat(config.target().host().overrode()).containsExactly("-Dpgmi.host");
        assertThat(config.notices())
                .anySatisfy(notice -> assertThat(notice).contains("host 'db1' (-Dpgmi.host) is not used"))
                .anySatisfy(notice -> assertThat(notice).contains("port '6000' ($PGPORT) is not used"))
                .anySatisfy(notice -> assertThat(notice)
                        .contains("sslMode disable ($PGSSLMODE)", "'/nowhere.crt' ($PGSSLROOTCERT)", "verify-full"));
    }

    @Test
    void theDriverEncryptsNothingAndReadsNoCertificates() {
        ConnectionConfig config = given().environment("PGSSLMODE", "verify-full")
                .environment("PGSSLROOTCERT", "/nowhere.crt")
                .resolve();

        assertThat(TlsFiles.checked(config.tls(), warning -> {})).isEqualTo(TlsFiles.NONE);
        Properties properties = DriverProperties.of(
                config,
                config.tls().mode().value(),
                TlsFiles.NONE,
                AuthCredentials.of(new Secret("x")),
                Duration.ofSeconds(1),
                null);
        assertThat(properties.getProperty("sslmode")).isEqualTo("disable");
    }

    @Test
    void theConnectTimeoutIsToldToTheProvider() {
        ConnectionConfig config = given().environment("PGCONNECT_TIMEOUT", "3").resolve();

        var setting = config.auth()
                .forProvider(config.tls().mode(), config.session().connectTimeout())
                .get("connectTimeout");
        assertThat(setting.value().reveal()).isEqualTo("3000");
        assertThat(setting.origin()).isEqualTo("$PGCONNECT_TIMEOUT");
    }

    @Test
    void switchedOffNothingChanges() {
        ConnectionConfig config = given().commandLine(Setting.GOOGLE, "false").resolve();

        assertThat(config.target().endpoints()).containsExactly(new Endpoint("localhost", 5432));
        assertThat(config.tls().ofProvider()).isFalse();
    }
}
