// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How the clouds' services answer over HTTP. */
public final class Answers {
    private Answers() {}

    /**
     * Answers, and ends the exchange. Who asks for the connection to be closed is told that it is (RFC 9112, section 9.6), which
     * the JDK's server leaves out and its client waits for.
     */
    public static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if ("close".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Connection"))) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
