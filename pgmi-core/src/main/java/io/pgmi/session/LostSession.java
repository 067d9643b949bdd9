// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import io.pgmi.DatabaseError;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What it looks like when a connection pooler hands each transaction to another server session: the objects that were made
 * in this one are gone. A lone client may get the same session each time, and then nothing is lost.
 */
public final class LostSession {
    /** What is gone: a table, a function, the schema of temporary objects, a type. */
    private static final Set<String> UNDEFINED = Set.of("42P01", "42883", "3F000", "42704");

    /** In whatever language: names stay as they are. */
    private static final Pattern OURS = Pattern.compile(
            "_pgmi_|\\bpg_temp[.]pgmi_|\\bpgmi_(?:plan|source|source_metadata|parameter|test_source|test_directory)_view\\b|[\"“„«]\\s?pg_temp\\b(?!\\.)");

    /** What to do about it. */
    public static final String ADVICE =
            "pgmi made these objects in this session, and they are gone: a connection pooler between here and the server gives"
                    + " each transaction another session (transaction mode). Use its session mode (PgBouncer: pool_mode ="
                    + " session), or connect to the server's own host and port; pgmi:check-connection shows whether a"
                    + " pooler is in the way. The deploy lock may stay with the pooler's session until that ends";

    private LostSession() {}

    /**
     * Whether this error says that an object of the session API is not there. A temporary schema that is missing is a sign too:
     * making those objects has made one.
     */
    public static boolean showsIn(DatabaseError error) {
        return UNDEFINED.contains(error.sqlState())
                && OURS.matcher(error.message()).find();
    }
}
