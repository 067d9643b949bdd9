// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

/**
 * A parameter as it was given.
 *
 * @param value may be confidential: never shown
 * @param origin where it was given, in the user's words: {@code dev.env:3}, {@code pgmi.yaml:7}
 */
public record Parameter(String key, String value, String origin) {
    /** Without name and value. */
    @Override
    public String toString() {
        return "parameter from " + origin;
    }
}
