// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.Locale;
import java.util.Optional;

/** libpq's sslmode (PostgreSQL manual, "SSL Support", table of SSL modes). */
public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    static final String ACCEPTED = "disable, allow, prefer, require, verify-ca, verify-full";

    /** As libpq writes it: {@code verify-full}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Any case, and with or without the hyphen: ADO.NET writes {@code VerifyFull}. */
    static Optional<SslMode> of(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT).replace("-", "");
        for (SslMode mode : values()) {
            if (mode.text().replace("-", "").equals(wanted)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
