// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Problem;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, so that nobody mends it one run at a time. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(@Nullable String field, @Nullable String origin, String message) {
        found.add(new Problem(field, origin, message));
    }

    void add(String message) {
        add(null, null, message);
    }

    void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    /** For those who know nothing but their part of one setting: a list whose additions are this setting's problems. */
    List<String> of(String field, String origin) {
        return new AbstractList<>() {
            @Override
            public void add(int index, String message) {
                Problems.this.add(field, origin, message);
            }

            @Override
            public String get(int index) {
                return found.get(index).message();
            }

            @Override
            public int size() {
                return found.size();
            }
        };
    }

    List<Problem> all() {
        return List.copyOf(found);
    }

    List<String> messages() {
        return found.stream().map(Problem::message).toList();
    }
}
