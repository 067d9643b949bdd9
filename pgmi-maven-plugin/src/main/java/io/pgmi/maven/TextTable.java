// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.util.List;

/** Rows as aligned lines for people. A column as wide as its widest cell, numbers to the right. */
final class TextTable {
    private static final int WIDEST = 60;

    private TextTable() {}

    /** @param rows of the same length */
    static List<String> lines(List<List<String>> rows) {
        int columns = rows.isEmpty() ? 0 : rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                // One very long cell must not push all others out of sight.
                widths[i] = row.get(i).length() > WIDEST
                        ? Math.max(widths[i], 1)
                        : Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder(" ");
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            String gap = " ".repeat(Math.max(0, widths[i] - cell.length()));
            boolean number = !cell.isEmpty() && cell.chars().allMatch(c -> c >= '0' && c <= '9');
            line.append(' ').append(number ? gap + cell : cell + gap).append(' ');
        }
        return line.toString().stripTrailing();
    }
}
