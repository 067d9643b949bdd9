// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a provider's failure says, for when the classes that it is made of are gone: a fetched provider's class loader is closed
 * when the run ends, and whoever prints the failure after that would ask its exceptions to load more.
 */
final class ProviderFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int DEEPEST = 20;

    private ProviderFailure(Throwable original, int depth) {
        super(original.toString(), depth > 0 ? copy(original.getCause(), depth - 1) : null);
        setStackTrace(original.getStackTrace());
        for (Throwable suppressed : original.getSuppressed()) {
            addSuppressed(new ProviderFailure(suppressed, depth / 2));
        }
    }

    /** The failure itself where all of it stays. */
    static Throwable of(Throwable failure) {
        Throwable at = failure;
        for (int i = 0; at != null && i < DEEPEST; i++) {
            if (goes(at.getClass().getClassLoader())) {
                return new ProviderFailure(failure, DEEPEST);
            }
            at = at.getCause();
        }
        return failure;
    }

    private static @Nullable Throwable copy(@Nullable Throwable cause, int depth) {
        return cause == null ? null : new ProviderFailure(cause, depth);
    }

    private static boolean goes(@Nullable ClassLoader loader) {
        return loader != null
                && loader != ProviderFailure.class.getClassLoader()
                && loader != ClassLoader.getPlatformClassLoader();
    }
}
