// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.azure;

import com.sun.net.httpserver.HttpExchange;
import io.pgmi.testing.Answers;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An endpoint's answer. */
record Reply(int status, String contentType, String body) {
    /** None at all, until the stand-in closes. */
    static final Reply SILENCE = new Reply(0, "", "");

    static Reply json(int status, String body) {
        return new Reply(status, "application/json; charset=utf-8", body);
    }

    static Reply page(int status) {
        return new Reply(status, "text/html", "<html><body>Our services aren't available right now</body></html>");
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        Answers.send(exchange, status, body);
    }

    /** Of a query or a form. */
    static Map<String, String> fields(@Nullable String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
