// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import io.pgmi.PgmiException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parameters of a deployment (session API, section 7): checked, keys in lower case, one value for each. */
public final class Parameters {
    private static final int MAX_KEY_LENGTH = 63;

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Merges parameters.
     *
     * @param lowestFirst pgmi.yaml, parameter files, those given directly; a later one replaces an earlier one of the same key
     * @throws PgmiException INVALID_CONFIGURATION naming every bad key and the origin of every bad value
     */
    public static Parameters merge(List<Parameter> lowestFirst) {
        List<String> problems = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : lowestFirst) {
            if (!isKey(parameter.key())) {
                problems.add(parameter.origin() + ": parameter name \"" + parameter.key()
                        + "\" must start with a letter or _ and" + " have letters, digits and _ only, at most "
                        + MAX_KEY_LENGTH + " in all");
            } else if (parameter.value().indexOf('\0') >= 0) {
                problems.add(parameter.origin() + ": the value of parameter " + parameter.key()
                        + " holds a NUL character, which PostgreSQL cannot take; remove it");
            } else {
                values.put(parameter.key().toLowerCase(Locale.ROOT), parameter.value());
            }
        }
        if (!problems.isEmpty()) {
            throw PgmiException.invalidConfiguration(problems);
        }
        return new Parameters(values);
    }

    private static boolean isKey(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean digit = c >= '0' && c <= '9';
            if (!letter && (i == 0 || !digit)) {
                return false;
            }
        }
        return !key.isEmpty() && key.length() <= MAX_KEY_LENGTH;
    }

    /** Keys in lower case, in the order first given, with their values; unmodifiable. */
    public Map<String, String> values() {
        return values;
    }

    public int count() {
        return values.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters parameters && parameters.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The count only: names and values may be confidential. */
    @Override
    public String toString() {
        return values.size() + (values.size() == 1 ? " parameter" : " parameters");
    }
}
