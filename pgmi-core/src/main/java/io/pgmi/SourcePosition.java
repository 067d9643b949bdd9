// SPDX-License-Identifier: Apache-2.0
package io.pgmi;

/**
 * A place in a project file.
 *
 * @param file path of the file as users know it
 * @param line from 1
 * @param column from 1, in characters (code points), a tab counting as one
 */
public record SourcePosition(String file, int line, int column) {
    /** {@code file:line:column}, the form that editors and IDEs make clickable. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
