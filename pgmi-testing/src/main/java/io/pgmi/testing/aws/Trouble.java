// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing.aws;

/** What comes of asking for credentials. */
public enum Trouble {
    NONE,
    /** 500, each time. */
    BUSY,
    /** 500 the first time. */
    FLAKY,
    /** 200, but an answer that ends in the midst of a secret. */
    NONSENSE,
    /** 200, as it should be but for the credentials. */
    EMPTY,
    DENIED,
    /** No answer at all. */
    SILENT,
    /** Credentials that are good for a few minutes. */
    BRIEF,
    /** Credentials that IAM doesn't know. */
    UNKNOWN_KEY
}
