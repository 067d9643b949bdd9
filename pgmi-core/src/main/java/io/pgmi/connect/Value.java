// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

/**
 * The text of a setting and where the user wrote it. The text may be a password or hold one, so {@link #toString} does not
 * show it.
 *
 * @param text as written
 * @param origin in the user's words: {@code -Dpgmi.host}, {@code <host> in pom.xml}, {@code $PGHOST},
 *     {@code connection.host in pgmi.yaml:3}
 */
public record Value(String text, String origin) {
    @Override
    public String toString() {
        return "[value from " + origin + "]";
    }
}
