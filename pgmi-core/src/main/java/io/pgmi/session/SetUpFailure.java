// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;

/** Why the lock could not be taken or the session objects not be made, and what to do about it. */
final class SetUpFailure {
    /** What lock.sql raises; a class of our own, so that no other error looks like it. */
    private static final String LOCKED = "PGLCK";

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String READ_ONLY = "25006";
    private static final String UNDEFINED_OBJECT = "42704";

    private SetUpFailure() {}

    static PgmiException explain(FailedMessage cause, String user, String database) {
        DatabaseError error = ServerErrors.of(cause.sqlException());
        return switch (error.sqlState()) {
            case LOCKED ->
                new PgmiException(
                        Outcome.CONCURRENT_DEPLOYMENT,
                        "another deployment to database \"" + database
                                + "\" is running; nothing was changed. Wait for it to end and deploy again",
                        error,
                        cause);
            case INSUFFICIENT_PRIVILEGE ->
                cause.completedStatements() == 0
                        ? lockRefused(user, error, cause)
                        : new PgmiException(
                                Outcome.CONNECTION_FAILED,
                                "role \"" + user + "\" may not create temporary tables in database \"" + database
                                        + "\", which pgmi keeps the project's files in. As the database's owner, run:\n"
                                        + "  GRANT TEMPORARY ON DATABASE " + Sql.identifier(database) + " TO "
                                        + Sql.identifier(user)
                                        + ";\n" + error.report(),
                                error,
                                cause);
            case READ_ONLY ->
                new PgmiException(
                        Outcome.CONNECTION_FAILED,
                        "the server is read-only: a standby, or default_transaction_read_only is on for role \"" + user
                                + "\" or database \"" + database
                                + "\". Deploy to the primary, or run for whichever of them has"
                                + " it:\n  ALTER ROLE " + Sql.identifier(user)
                                + " RESET default_transaction_read_only;\n"
                                + "  ALTER DATABASE " + Sql.identifier(database)
                                + " RESET default_transaction_read_only;\n"
                                + error.report(),
                        error,
                        cause);
            case UNDEFINED_OBJECT ->
                new PgmiException(
                        Outcome.CONNECTION_FAILED,
                        "database \"" + database + "\" lacks the language plpgsql, which every PostgreSQL has unless it"
                                + " was dropped. Run: CREATE EXTENSION plpgsql;\n" + error.report(),
                        error,
                        cause);
            default -> other(error, cause);
        };
    }

    /** The message's first statement, which takes the lock, is a DO block. */
    private static PgmiException lockRefused(String user, DatabaseError error, FailedMessage cause) {
        return new PgmiException(
                Outcome.CONNECTION_FAILED,
                "role \"" + user + "\" may not run the block that takes the deploy lock, although every role may unless"
                        + " someone revoked it. As a superuser, run what applies:\n"
                        + "  GRANT USAGE ON LANGUAGE plpgsql TO " + Sql.identifier(user) + ";\n"
                        + "  GRANT EXECUTE ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint),"
                        + " pg_catalog.pg_advisory_unlock(bigint) TO " + Sql.identifier(user) + ";\n" + error.report(),
                error,
                cause);
    }

    private static PgmiException other(DatabaseError error, FailedMessage cause) {
        return new PgmiException(
                ServerErrors.outcome(error, Outcome.CONNECTION_FAILED),
                "the session could not be set up: " + error.report(),
                error,
                cause);
    }
}
