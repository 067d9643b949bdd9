// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a connection string says, its values already checked. Three forms are read: libpq's URI (manual 34.1.1.2), ADO.NET and
 * the driver's JDBC URL. No message quotes a string that holds a password: a password that is not escaped ends up in the
 * wrong field, and would be quoted from there.
 *
 * @param settings only what is written; empty values count as not written, as for libpq
 * @param fallbackApplicationName libpq's fallback_application_name, below the environment
 * @param driverParameters further parameters, by the driver's names
 * @param origin {@code connection string in $DATABASE_URL}
 */
record ConnectionString(
        Map<Setting, String> settings,
        @Nullable String fallbackApplicationName,
        Map<String, String> driverParameters,
        String origin) {
    /** Anchored: a password in an ADO.NET string may well hold {@code ://}. */
    private static final Pattern FOREIGN_SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*://");

    /** libpq's {@code host=h port=5432}: blanks between the pairs, where ADO.NET has semicolons. */
    private static final Pattern KEYWORD_VALUE =
            Pattern.compile("(?:host|hostaddr|port|dbname|user|sslmode)\\s*=\\s*[^;\\s]+\\s+[a-z_]+\\s*=[^;]*");

    ConnectionString {
        settings = settings.isEmpty() ? Map.of() : new EnumMap<>(settings);
        driverParameters = Map.copyOf(driverParameters);
    }

    /** Values may be secrets. */
    @Override
    public String toString() {
        return "[" + origin + "]";
    }

    @Nullable
    Value get(Setting setting) {
        String text = settings.get(setting);
        return text == null ? null : new Value(text, origin);
    }

    /** What is wrong with the string is added to {@code problems}; the result then holds what could be read. */
    static ConnectionString parse(Value value, List<String> problems) {
        String text = value.text().strip();
        StringContents contents = new StringContents(text, "connection string in " + value.origin(), problems);
        String start = text.toLowerCase(Locale.ROOT);
        if (start.startsWith("postgresql://") || start.startsWith("postgres://")) {
            UriFormat.read(text, contents);
        } else if (start.startsWith("jdbc:postgresql:")) {
            JdbcFormat.read(text, contents);
        } else if (FOREIGN_SCHEME.matcher(start).lookingAt()
                || KEYWORD_VALUE.matcher(start).matches()
                || start.startsWith("jdbc:")
                || !text.contains("=")) {
            contents.problem("is in none of the known formats. Write a URI (postgresql://user@host:5432/database), "
                    + "ADO.NET (Host=host;Port=5432;Database=database;Username=user) or a JDBC URL "
                    + "(jdbc:postgresql://host:5432/database).");
        } else {
            AdoFormat.read(text, contents);
        }
        return contents.finish();
    }
}
