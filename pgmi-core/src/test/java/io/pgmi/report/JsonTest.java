// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Property(tries = 200)
    void whatIsWrittenReadsBackTheSame(
            @ForAll @Size(max = 4) Map<String, @Size(max = 3) List<@StringLength(max = 20) String>> value)
            throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode expected = mapper.valueToTree(value);
        assertThat(mapper.readTree(Json.write(value))).isEqualTo(expected);
    }

    @Test
    void allKindsOfValuesKeepTheirOrder() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("z", 1);
        value.put("a", Arrays.asList(true, null, 2L, "x"));
        value.put("none", List.of());
        value.put("empty", Map.of());

        assertThat(Json.write(value).replaceAll("\\s", ""))
                .isEqualTo("{\"z\":1,\"a\":[true,null,2,\"x\"],\"none\":[],\"empty\":{}}");
    }

    @Test
    void whatHasNoPlaceInAStringIsEscaped() {
        assertThat(Json.write("\"\\\n\u0001é😀")).isEqualTo("\"\\\"\\\\\\u000a\\u0001é😀\"\n");
    }

    @Test
    void aHalfSurrogateIsEscapedBecauseUtf8HasNoBytesForIt() {
        assertThat(Json.write("x\ud83d")).isEqualTo("\"x\\ud83d\"\n");
    }

    @Test
    void whatIsNotJsonIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(1.5));
    }
}
