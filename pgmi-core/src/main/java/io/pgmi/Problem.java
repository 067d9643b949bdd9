// SPDX-License-Identifier: Apache-2.0
package io.pgmi;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a configuration.
 *
 * @param field the setting by its parameter's name, such as {@code port}; null where it is no single setting's
 * @param origin where the setting was written, such as {@code $PGPORT}; null where nothing was
 * @param message what is wrong, where and what to do; never with a secret
 */
public record Problem(@Nullable String field, @Nullable String origin, String message) {}
