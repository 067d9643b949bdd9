// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Environment;
import org.apache.maven.shared.utils.logging.MessageUtils;
import org.jspecify.annotations.Nullable;

/**
 * Emphasis, where Maven itself colours what it prints, and no <a href="https://no-color.org">NO_COLOR</a> forbids it.
 *
 * @param coloured whether to emphasize at all
 */
record Style(boolean coloured) {
    static Style of(Environment environment) {
        return new Style(MessageUtils.isColorEnabled() && !isSet(environment.get("NO_COLOR")));
    }

    private static boolean isSet(@Nullable String variable) {
        return variable != null && !variable.isEmpty();
    }

    String strong(String text) {
        return coloured ? MessageUtils.buffer().strong(text).build() : text;
    }

    String success(String text) {
        return coloured ? MessageUtils.buffer().success(text).build() : text;
    }

    String failure(String text) {
        return coloured ? MessageUtils.buffer().failure(text).build() : text;
    }
}
