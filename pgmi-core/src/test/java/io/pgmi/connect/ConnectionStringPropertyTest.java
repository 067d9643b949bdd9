// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConnectionStringPropertyTest {
    /** Unicode but no NUL, which PostgreSQL takes nowhere, and no half surrogate, which is no character. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(12),
                        Arbitraries.strings()
                                .withChars(" @:/?#&=%+;'\"\\[],aZ0\u20ac\u0131")
                                .ofMinLength(1)
                                .ofMaxLength(12))
                .filter(text -> text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c)));
    }

    @Property(tries = 300)
    void aUriGivesBackWhatWasPercentEncodedIntoIt(
            @ForAll("names") String user, @ForAll("names") String password, @ForAll("names") String database) {
        assertGivesBack(
                "postgresql://" + percent(user) + ":" + percent(password) + "@h/" + percent(database),
                user,
                password,
                database);
        assertGivesBack(
                "postgresql://h?user=" + percent(user) + "&password=" + percent(password) + "&dbname="
                        + percent(database),
                user,
                password,
                database);
    }

    @Property(tries = 300)
    void aJdbcUrlGivesBackWhatWasFormEncodedIntoIt(
            @ForAll("names") String user, @ForAll("names") String password, @ForAll("names") String database) {
        assertGivesBack(
                "jdbc:postgresql://h/" + form(database) + "?user=" + form(user) + "&password=" + form(password),
                user,
                password,
                database);
    }

    @Property(tries = 300)
    void anAdoStringGivesBackWhatWasQuotedIntoIt(
            @ForAll("names") String user, @ForAll("names") String password, @ForAll("names") String database) {
        assertGivesBack(
                "Host=h;Username=" + quoted(user, "'") + ";Password=" + quoted(password, "\"") + ";Database="
                        + quoted(database, "'"),
                user,
                password,
                database);
    }

    @Example
    void anAdoPasswordMayLookLikeAnAddress() {
        assertGivesBack("Host=h;Username=u;Password=://;Database=d", "u", "://", "d");
    }

    /** Whatever a user forgets to escape: a sentinel in the password is never quoted. */
    @Property(tries = 500)
    void noProblemShowsThePassword(@ForAll("names") String before, @ForAll("names") String after) {
        String password = before + "Sentinel" + after;
        for (String text : List.of(
                "postgresql://u:" + password + "@h:1/d",
                "postgresql://h/d?password=" + password + "&sslmode=require",
                "jdbc:postgresql://h/d?user=u&password=" + password,
                "jdbc:postgresql://u:" + password + "@h/d",
                "Host=h;Password=" + password + ";Database=d",
                "Host=h;Password='" + password + "';Database=d")) {
            assertThat(problems(text)).noneMatch(problem -> problem.contains("Sentinel"));
        }
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefusedButNeverFailsOtherwise(@ForAll("names") String text) {
        for (String start :
                List.of("", "postgresql://", "jdbc:postgresql:", "jdbc:postgresql://", "Host=", "postgresql://h?")) {
            assertThat(problems(start + text)).doesNotContain("");
        }
    }

    private static List<String> problems(String text) {
        List<String> problems = new ArrayList<>();
        ConnectionString.parse(new Value(text, "$X"), problems);
        return problems;
    }

    private static void assertGivesBack(String text, String user, String password, String database) {
        List<String> problems = new ArrayList<>();
        ConnectionString string = ConnectionString.parse(new Value(text, "$X"), problems);
        assertThat(problems).isEmpty();
        assertThat(string.settings())
                .containsEntry(Setting.HOST, "h")
                .containsEntry(Setting.USERNAME, user)
                .containsEntry(Setting.PASSWORD, password)
                .containsEntry(Setting.DATABASE, database);
    }

    private static String form(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String percent(String text) {
        return form(text).replace("+", "%20");
    }

    private static String quoted(String text, String quote) {
        return quote + text.replace(quote, quote + quote) + quote;
    }
}
