// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import io.pgmi.session.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a database has apart from its content, as the SQL that gives it to a new one: encoding, locale, tablespace,
 * owner and connection limit on creation; settings, role settings, privileges and comment afterwards.
 *
 * @param createOptions what follows CREATE DATABASE and the name; nobody can connect to the new one yet
 * @param restore statements to run after creation, the last of which opens the database to connections
 */
record DatabaseProperties(String createOptions, List<String> restore) {
    private static final int LOCALE_PROVIDERS = 15;
    private static final int ICU_RULES = 16;
    private static final int BUILTIN_PROVIDER = 17;
    /** As JSON, because an older server lacks some of the columns. */
    private static final String LOCALE =
            "%1$s.encoding, %1$s.datcollate, %1$s.datctype, to_jsonb(%1$s) -> 'datlocprovider',"
                    + " to_jsonb(%1$s) -> 'datlocale', to_jsonb(%1$s) -> 'daticulocale', to_jsonb(%1$s) -> 'daticurules'";

    static DatabaseProperties read(Connection connection, String database) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        List<String> restore = new ArrayList<>();
        String createOptions;
        String name = Sql.identifier(database);
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT d.*, pg_encoding_to_char(d.encoding) AS encoding_name, r.rolname AS owner, t.spcname,"
                        + " shobj_description(d.oid, 'pg_database') AS comment,"
                        + " template.datname AS template, template.dattablespace = d.dattablespace AS like_template"
                        + " FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba"
                        + " JOIN pg_tablespace t ON t.oid = d.dattablespace"
                        + " CROSS JOIN LATERAL (SELECT x.datname, x.dattablespace FROM pg_database x"
                        // Only template0 may be copied under another encoding or locale.
                        + " WHERE x.datname = 'template0' OR x.datname = 'template1' AND ROW(" + LOCALE.formatted("x")
                        + ") IS NOT DISTINCT FROM ROW(" + LOCALE.formatted("d")
                        + ") ORDER BY x.datname DESC LIMIT 1) template WHERE d.datname = ?")) {
            query.setString(1, database);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("database \"" + database + "\" does not exist any more", "3D000");
                }
                createOptions = createOptions(row, major);
                String comment = row.getString("comment");
                if (comment != null) {
                    restore.add("COMMENT ON DATABASE " + name + " IS " + Sql.literal(comment));
                }
            }
        }
        restore.addAll(settings(connection, database));
        restore.addAll(privileges(connection, database));
        restore.add("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
        return new DatabaseProperties(createOptions, restore);
    }

    private static String createOptions(ResultSet row, int major) throws SQLException {
        StringBuilder options = new StringBuilder(" OWNER = ")
                .append(Sql.identifier(row.getString("owner")))
                .append(" ENCODING = ")
                .append(Sql.literal(row.getString("encoding_name")))
                .append(" LC_COLLATE = ")
                .append(Sql.literal(row.getString("datcollate")))
                .append(" LC_CTYPE = ")
                .append(Sql.literal(row.getString("datctype")));
        if (major >= LOCALE_PROVIDERS) {
            String provider = row.getString("datlocprovider");
            if ("c".equals(provider)) {
                options.append(" LOCALE_PROVIDER = libc");
            } else {
                String locale = row.getString(major >= BUILTIN_PROVIDER ? "datlocale" : "daticulocale");
                boolean icu = "i".equals(provider);
                options.append(" LOCALE_PROVIDER = ").append(icu ? "icu" : "builtin");
                options.append(icu ? " ICU_LOCALE = " : " BUILTIN_LOCALE = ").append(Sql.literal(locale));
                String rules = icu && major >= ICU_RULES ? row.getString("daticurules") : null;
                if (rules != null) {
                    options.append(" ICU_RULES = ").append(Sql.literal(rules));
                }
            }
        }
        options.append(" TEMPLATE = ").append(Sql.identifier(row.getString("template")));
        // To name even the default one takes a privilege on it, which few roles have.
        if (!row.getBoolean("like_template")) {
            options.append(" TABLESPACE = ").append(Sql.identifier(row.getString("spcname")));
        }
        return options.append(" CONNECTION LIMIT = ")
                .append(row.getInt("datconnlimit"))
                .append(" ALLOW_CONNECTIONS = false")
                .toString();
    }

    private static List<String> settings(Connection connection, String database) throws SQLException {
        List<String> statements = new ArrayList<>();
        String name = Sql.identifier(database);
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT r.rolname, s.setconfig FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole"
                        + " WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = ?)"
                        + " ORDER BY r.rolname NULLS FIRST")) {
            query.setString(1, database);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String role = row.getString(1);
                    String target = role == null
                            ? "ALTER DATABASE " + name + " "
                            : "ALTER ROLE " + Sql.identifier(role) + " IN DATABASE " + name + " ";
                    Array entries = row.getArray(2);
                    for (String entry : (String[]) entries.getArray()) {
                        statements.add(target + Sql.setClause(entry));
                    }
                }
            }
        }
        return statements;
    }

    /** Privileges that were ever changed; a database that has the default ones keeps them by being new. */
    private static List<String> privileges(Connection connection, String database) throws SQLException {
        List<String> statements = new ArrayList<>();
        String name = Sql.identifier(database);
        try (PreparedStatement query =
                connection.prepareStatement("SELECT r.rolname, a.privilege_type, a.is_grantable FROM pg_database d"
                        + " CROSS JOIN LATERAL aclexplode(d.datacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee"
                        + " WHERE d.datname = ? ORDER BY 1, 2")) {
            query.setString(1, database);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String role = row.getString(1);
                    statements.add("GRANT " + row.getString(2) + " ON DATABASE " + name + " TO "
                            + (role == null ? "PUBLIC" : Sql.identifier(role))
                            + (row.getBoolean(3) ? " WITH GRANT OPTION" : ""));
                }
            }
        }
        try (PreparedStatement query =
                connection.prepareStatement("SELECT r.rolname FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba"
                        + " WHERE d.datname = ? AND d.datacl IS NOT NULL")) {
            query.setString(1, database);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    statements.add(
                            0, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC, " + Sql.identifier(row.getString(1)));
                }
            }
        }
        return statements;
    }
}
