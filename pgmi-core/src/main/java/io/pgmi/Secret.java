// SPDX-License-Identifier: Apache-2.0
package io.pgmi;

import java.util.Objects;

/** Text that must not be shown. Reading it takes a call that a reviewer can search for. */
public final class Secret {
    private final String text;

    public Secret(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /** The secret itself. Never pass the result to a log, an exception or a file. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
