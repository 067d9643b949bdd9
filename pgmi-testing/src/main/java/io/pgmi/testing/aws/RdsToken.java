// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A token as an RDS instance reads it, checked by what AWS writes of its signatures ("Signature Version 4 signing process")
 * and with nothing of AWS's own.
 *
 * @param address {@code host:port}
 * @param parameters decoded
 */
record RdsToken(String address, Map<String, String> parameters) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LONGEST = 900;
    private static final String SIGNATURE = "X-Amz-Signature";

    static RdsToken parse(String token) {
        int slash = token.indexOf("/?");
        if (slash < 0) {
            throw new IllegalArgumentException("no token of RDS");
        }
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : token.substring(slash + 2).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return new RdsToken(token.substring(0, slash), parameters);
    }

    /** Why the token does not let that role in; empty where it does. */
    Optional<String> refusal(String expected, String role, String region, String secretKey, Instant now) {
        String[] scope = of("X-Amz-Credential").split("/", -1);
        if (!address.equals(expected)) {
            return Optional.of("for " + address + ", not " + expected);
        }
        if (!role.equals(of("DBUser")) || !"connect".equals(of("Action"))) {
            return Optional.of("for another role");
        }
        if (scope.length != 5 || !scope[2].equals(region) || !scope[3].equals("rds-db")) {
            return Optional.of("for another region: " + of("X-Amz-Credential"));
        }
        Instant signed = Instant.from(TIME.parse(of("X-Amz-Date")));
        int seconds = Integer.parseInt(of("X-Amz-Expires"));
        if (seconds < 1
                || seconds > LONGEST
                || now.isAfter(signed.plusSeconds(seconds))
                || signed.isAfter(now.plusSeconds(300))) {
            return Optional.of("expired");
        }
        return signature(scope, secretKey).equals(of(SIGNATURE)) ? Optional.empty() : Optional.of("wrong signature");
    }

    String of(String name) {
        return parameters.getOrDefault(name, "");
    }

    private String signature(String[] scope, String secretKey) {
        String query = parameters.entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals(SIGNATURE))
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        String request = "GET\n/\n" + query + "\nhost:" + address + "\n\nhost\n" + hex(sha256(""));
        String date = of("X-Amz-Date").substring(0, 8);
        String toSign = "AWS4-HMAC-SHA256\n" + of("X-Amz-Date") + "\n" + date + "/" + scope[2]
                + "/rds-db/aws4_request\n" + hex(sha256(request));
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {date, scope[2], "rds-db", "aws4_request", toSign}) {
            key = hmac(key, part);
        }
        return hex(key);
    }

    /** RFC 3986's unreserved characters stay. */
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~".indexOf(c) >= 0;
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
