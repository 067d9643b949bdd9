// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

/** Asks somebody whether a database may be dropped with all that is in it. */
@FunctionalInterface
public interface OverwriteApproval {
    /** For scripts that say so: {@code force}. */
    OverwriteApproval FORCED = database -> true;

    /** Where there is nobody to ask. */
    OverwriteApproval NOBODY = database -> false;

    /** Whether to drop this database. Asked before anything is dialled. */
    boolean approve(String database);
}
