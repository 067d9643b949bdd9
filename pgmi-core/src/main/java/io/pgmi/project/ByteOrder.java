// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import java.util.Comparator;

/** Text by its UTF-8 bytes, as {@code COLLATE "C"} sorts in a database of encoding UTF8 or LATIN1. */
enum ByteOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // UTF-16 sorts surrogates below U+E000; UTF-8 sorts what they stand for above it.
                boolean sameKind = Character.isSurrogate(x) == Character.isSurrogate(y);
                return sameKind ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
