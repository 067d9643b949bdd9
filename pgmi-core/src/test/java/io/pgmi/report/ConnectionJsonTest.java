// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.pgmi.Outcome;
import io.pgmi.Problem;
import io.pgmi.check.ConnectionReport;
import io.pgmi.check.ServerFacts;
import io.pgmi.check.ServerFacts.Pooler;
import io.pgmi.check.ServerFacts.TlsFacts;
import io.pgmi.connect.ConnectionConfig.Line;
import io.pgmi.connect.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report keeps to the schema that is published, in every shape that it can have. */
class ConnectionJsonTest {
    private static final Path SCHEMA = Path.of("../src/site/resources/schema/connection-v1.json");
    private static final ServerFacts SERVER = new ServerFacts(
            "18.6",
            "[::1]:5432",
            "shop",
            true,
            "ann",
            "scram-sha-256",
            new TlsFacts("TLSv1.3", "TLS_AES_256_GCM_SHA384", "CN=db1", null),
            null,
            Pooler.SESSION,
            "UTC");

    @TempDir
    Path folder;

    private static List<Line> fields() {
        List<Line> fields = new ArrayList<>();
        for (String name : List.of(
                "serverId",
                "port",
                "database",
                "maintenanceDatabase",
                "username",
                "passwordFile",
                "sslMode",
                "sslCert",
                "sslKey",
                "sslRootCert",
                "applicationName",
                "connectTimeout",
                "connectAttempts",
                "timeZone",
                "timeout")) {
            fields.add(new Line(name, "unset", false, "", List.of()));
        }
        fields.add(new Line("host", "db1", false, "$PGHOST", List.of("connection.host in pgmi.yaml:2")));
        fields.add(new Line("password", "set", true, "$PGPASSWORD", List.of()));
        fields.add(new Line("connection", "unset", true, "", List.of()));
        fields.add(new Line("sslPassword", "unset", true, "", List.of()));
        return fields;
    }

    private static ConnectionReport report(Outcome outcome, List<Problem> problems, ServerFacts server) {
        return new ConnectionReport(
                outcome,
                false,
                fields(),
                List.of(new Endpoint("db1", 5432)),
                Map.of("options", "-c a=b"),
                problems,
                List.of("a notice"),
                server);
    }

    private JsonNode written(ConnectionReport report) throws IOException {
        Path file = folder.resolve("a/b/connection.json");
        ConnectionJson.write(report, file);
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(SCHEMA));
        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        assertThat(schema.validate(json)).isEmpty();
        return json;
    }

    @Test
    void aFieldTellsItsValueOriginAndLosers() throws IOException {
        JsonNode fields = written(report(Outcome.SUCCESS, List.of(), SERVER)).get("fields");

        assertThat(fields.at("/host/value").asText()).isEqualTo("db1");
        assertThat(fields.at("/host/origin").asText()).isEqualTo("$PGHOST");
        assertThat(fields.at("/host/overrode/0").asText()).isEqualTo("connection.host in pgmi.yaml:2");
        assertThat(fields.at("/port/value").isNull()).isTrue();
        assertThat(fields.at("/port/origin").isNull()).isTrue();
    }

    @Test
    void aSecretTellsOnlyWhetherItIsSet() throws IOException {
        JsonNode fields = written(report(Outcome.SUCCESS, List.of(), SERVER)).get("fields");

        assertThat(fields.at("/password/set").asBoolean()).isTrue();
        assertThat(fields.get("password").has("value")).isFalse();
        assertThat(fields.at("/sslPassword/set").asBoolean()).isFalse();
    }

    @Test
    void aProblemNamesFieldAndOriginWhereItHasThem() throws IOException {
        JsonNode json = written(report(
                Outcome.INVALID_CONFIGURATION,
                List.of(new Problem("port", "$PGPORT", "wrong"), new Problem(null, null, "else")),
                null));

        assertThat(json.get("outcome").asInt()).isEqualTo(10);
        assertThat(json.at("/problems/0/field").asText()).isEqualTo("port");
        assertThat(json.at("/problems/1/origin").isNull()).isTrue();
        assertThat(json.get("server").isNull()).isTrue();
    }

    @Test
    void theServerIsToldWithItsEncryption() throws IOException {
        JsonNode server = written(report(Outcome.SUCCESS, List.of(), SERVER)).get("server");

        assertThat(server.at("/tls/serverCertificate").asText()).isEqualTo("CN=db1");
        assertThat(server.at("/deployLock/free").asBoolean()).isTrue();
        assertThat(server.get("pooler").asText()).isEqualTo("session");
    }
}
