// SPDX-License-Identifier: Apache-2.0
package io.pgmi;

/**
 * A place in a project file.
 *
 * @param file path of the file as users know it
 * @param line from 1; 0 where only the file is known
 * @param column from 1, in characters (code points), a tab counting as one; 0 where only the file is known
 */
public record SourcePosition(String file, int line, int column) {
    /** The file as a whole: where in it is not known. */
    public static SourcePosition ofFile(String file) {
        return new SourcePosition(file, 0, 0);
    }

    /** {@code file:line:column}, the form that editors and IDEs make clickable; the file alone where that is all that is known. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
