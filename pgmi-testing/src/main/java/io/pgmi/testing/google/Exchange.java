// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.google;

import com.sun.net.httpserver.HttpExchange;
import io.pgmi.testing.Answers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One request, and its answer as JSON. */
final class Exchange {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

    private final HttpExchange exchange;
    private @Nullable String body;

    Exchange(HttpExchange exchange) {
        this.exchange = exchange;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    String path() {
        return exchange.getRequestURI().getPath();
    }

    String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    String body() throws IOException {
        if (body == null) {
            InputStream raw = exchange.getRequestBody();
            try (InputStream in = header("Content-Encoding").equals("gzip") ? new GZIPInputStream(raw) : raw) {
                body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        return body;
    }

    /** Of the query or of a form. */
    static Map<String, String> fields(@Nullable String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
        }
        return fields;
    }

    Map<String, String> query() {
        return fields(exchange.getRequestURI().getRawQuery());
    }

    /** A text field of a JSON object, wherever it is in there; empty for none. */
    static String jsonField(String json, String name) {
        Matcher field = Pattern.compile('"' + name + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(json);
        return field.find()
                ? ESCAPE.matcher(field.group(1))
                        .replaceAll(escape -> Matcher.quoteReplacement(unescaped(escape.group(1), escape.group(2))))
                : "";
    }

    private static String unescaped(@Nullable String code, @Nullable String letter) {
        if (code != null) {
            return String.valueOf((char) Integer.parseInt(code, 16));
        }
        return switch (String.valueOf(letter)) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            default -> String.valueOf(letter);
        };
    }

    static String json(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    void answer(int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        Answers.send(exchange, status, text);
    }

    void answerHeader(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
