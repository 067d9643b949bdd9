// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.pgmi.project.ProjectScanner;
import io.pgmi.testing.TestProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan keeps to the schema that is published; PlanIT compares what is in it with a server's answer. */
class PlanJsonTest {
    private static final Path SCHEMA = Path.of("../src/site/resources/schema/plan-v1.json");
    private static final String ID = "6c2ee43f-4ef1-4a5c-a7c5-8d9a2a5e1c11";

    @TempDir
    Path folder;

    private JsonNode written(TestProject project) throws IOException {
        Path file = folder.resolve("out/plan.json");
        PlanJson.write(ProjectScanner.scan(project.directory()), file);
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(SCHEMA));
        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        assertThat(schema.validate(json)).isEmpty();
        return json;
    }

    @Test
    void stepsWithAndWithoutMetadata() throws IOException {
        JsonNode json = written(new TestProject(folder.resolve("project"))
                .script("SELECT 1;")
                .file("b.sql", "SELECT 1;")
                .file(
                        "z.sql",
                        "/* <pgmi-meta id=\"" + ID + "\" idempotent=\"false\"><description>Ä</description>"
                                + "<sortKeys><key>1</key><key>2</key></sortKeys></pgmi-meta> */")
                .file("__test__/_setup.sql", "")
                .file("__test__/a.sql", ""));
        assertThat(json.get("plan").findValuesAsText("sortKey")).containsExactly("./b.sql", "1", "2");
        assertThat(json.at("/plan/0/id").isNull()).isTrue();
        assertThat(json.at("/plan/2/id").asText()).isEqualTo(ID);
        assertThat(json.at("/plan/2/idempotent").asBoolean()).isFalse();
        assertThat(json.at("/plan/2/description").asText()).isEqualTo("Ä");
        assertThat(json.at("/plan/2/executionOrder").asInt()).isEqualTo(3);
        assertThat(json.get("tests").findValuesAsText("stepType")).containsExactly("fixture", "test", "teardown");
        assertThat(json.at("/tests/2/scriptPath").isNull()).isTrue();
    }

    @Test
    void aProjectOfNothingButAScript() throws IOException {
        JsonNode json = written(new TestProject(folder.resolve("project")).script("SELECT 1;"));
        assertThat(json.get("plan")).isEmpty();
        assertThat(json.get("tests")).isEmpty();
    }
}
