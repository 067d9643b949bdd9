// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.TokenCache;
import java.util.regex.Pattern;

/**
 * Makes MSAL forget the tokens of managed identities. It keeps them for as long as its classes live, by no more than the
 * client id: the next connection's token would be an old one, and with a pinned module the next run's another machine's.
 */
final class ManagedIdentityCache {
    private static final Pattern SECRET = Pattern.compile("\"secret\"\\s*:\\s*\"[^\"]*\"");

    private ManagedIdentityCache() {}

    /** Overwrites them: the cache has no other public way. An entry without its secret counts as none. */
    static void clear() {
        TokenCache cache = ManagedIdentityApplication.getSharedTokenCache();
        cache.deserialize(SECRET.matcher(cache.serialize()).replaceAll("\"secret\":\"\""));
    }
}
