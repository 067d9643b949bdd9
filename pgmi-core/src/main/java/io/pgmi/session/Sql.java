// SPDX-License-Identifier: Apache-2.0
package io.pgmi.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes names and values into SQL where no bind parameter can stand. */
public final class Sql {
    /** Settings whose value is a list of names, each quoted by itself (GUC_LIST_QUOTE; what pg_dump knows of too). */
    private static final Set<String> NAME_LISTS = Set.of(
            "local_preload_libraries",
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    private Sql() {}

    /** The name in double quotes, so that it means itself. */
    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A literal that reads the same whatever standard_conforming_strings is. */
    public static String literal(String text) {
        String quoted = "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : " E" + quoted;
    }

    /** {@code SET name = value} out of an entry of pg_db_role_setting.setconfig, {@code name=value}. */
    public static String setClause(String entry) {
        int equals = entry.indexOf('=');
        String name = entry.substring(0, equals);
        String value = entry.substring(equals + 1);
        String quotedName = String.join(
                ".",
                List.of(name.split("\\.", -1)).stream().map(Sql::identifier).toList());
        if (!NAME_LISTS.contains(name.toLowerCase(Locale.ROOT))) {
            return "SET " + quotedName + " = " + literal(value);
        }
        List<String> names = names(value);
        return "SET " + quotedName + " = "
                + (names.isEmpty()
                        ? "''"
                        : String.join(", ", names.stream().map(Sql::literal).toList()));
    }

    /** The names in a list such as {@code "$user", public}, without their quotes. */
    private static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '"') {
                any = true;
                if (quoted && i + 1 < list.length() && list.charAt(i + 1) == '"') {
                    name.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (quoted) {
                name.append(c);
            } else if (c == ',') {
                names.add(name.toString());
                name.setLength(0);
            } else if (!Character.isWhitespace(c)) {
                any = true;
                name.append(c);
            }
        }
        if (any) {
            names.add(name.toString());
        }
        return names;
    }
}
