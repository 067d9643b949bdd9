// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A message to the server that ended in an error. */
public final class FailedMessage extends Exception {
    private final SQLException sqlException;
    private final int completedStatements;
    private final transient @Nullable TestStep runningTest;

    FailedMessage(SQLException sqlException, int completedStatements, @Nullable TestStep runningTest) {
        super(sqlException);
        this.sqlException = sqlException;
        this.completedStatements = completedStatements;
        this.runningTest = runningTest;
    }

    public SQLException sqlException() {
        return sqlException;
    }

    /** How many of the message's statements the server reported as complete: the next one is the one that failed. */
    public int completedStatements() {
        return completedStatements;
    }

    /** The test or fixture that ran, or null. */
    public @Nullable TestStep runningTest() {
        return runningTest;
    }
}
