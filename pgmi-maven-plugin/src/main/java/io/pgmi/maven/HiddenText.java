// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

/** A parameter's text that Maven must not print with -X, because it may hold a password. */
public final class HiddenText {
    private String text = "";

    /** Called by Maven with the element's text. */
    public void set(String newText) {
        text = newText;
    }

    String text() {
        return text;
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "" : "[hidden, as it may hold a password]";
    }
}
