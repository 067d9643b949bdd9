// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect.tls;

import java.security.GeneralSecurityException;

/** A sound key, but in a form that the JDK cannot use. The message is a predicate: "is encrypted with …". */
final class UnsupportedKeyException extends GeneralSecurityException {
    private static final long serialVersionUID = 1;

    UnsupportedKeyException(String predicate) {
        super(predicate);
    }
}
