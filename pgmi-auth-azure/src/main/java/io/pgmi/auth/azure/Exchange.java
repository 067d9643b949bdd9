// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of the SDK and what came of it: more reliable than the exceptions that the SDK makes of it, which differ from
 * credential to credential.
 *
 * @param endpoint scheme, host, port and path: the query may say more than is anybody's business
 * @param status HTTP's; 0 where there was no answer
 * @param error what the answer says of itself where it is an error, in its words
 * @param failure why there was no answer
 */
record Exchange(
        String endpoint,
        int status,
        @Nullable String error,
        @Nullable IOException failure) {
    static Exchange answered(String endpoint, int status, byte[] body) {
        return new Exchange(endpoint, status, status < 400 ? null : error(body), null);
    }

    /** Entra ID's error_description, App Service's message: the rest is for machines. */
    private static @Nullable String error(byte[] body) {
        try (JsonReader json = JsonProviders.createReader(new String(body, StandardCharsets.UTF_8))) {
            Map<String, Object> fields = json.readMap(JsonReader::readUntyped);
            for (String name : new String[] {"error_description", "message", "Message", "error"}) {
                if (fields.get(name) instanceof String text && !text.isBlank()) {
                    return text.strip();
                }
            }
            return null;
        } catch (IOException | RuntimeException e) {
            return null; // a page for humans
        }
    }

    /** Whether the same request may have another answer in a moment. 404 and 410: an endpoint that is being updated. */
    boolean isTransient() {
        return status == 404 || status == 408 || status == 410 || status == 429 || status >= 500;
    }

    /** Whether Entra ID was asked, rather than the machine's own endpoint. */
    boolean ofEntra() {
        return endpoint.startsWith("https://");
    }
}
