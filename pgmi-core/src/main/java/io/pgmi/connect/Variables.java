// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Environment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment above the .env file. An empty variable counts as unset in both, as for libpq. */
record Variables(Environment environment, Map<String, Value> dotEnv) {
    @Nullable
    Value get(String name) {
        String text = environment.get(name);
        if (text != null && !text.isEmpty()) {
            return new Value(text, "$" + name);
        }
        Value below = dotEnv.get(name);
        return below == null || below.text().isEmpty() ? null : below;
    }
}
