// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class SharedPostgresIT {
    @Test
    void everyDatabaseIsANewOne() throws SQLException {
        TestPostgres postgres = TestPostgres.newest();
        String one = postgres.createDatabase();
        assertThat(postgres.createDatabase()).isNotEqualTo(one);
        try (Connection connection = postgres.connect(one);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT current_database()")) {
            result.next();
            assertThat(result.getString(1)).isEqualTo(one);
        }
        assertThat(TestPostgres.newest()).isSameAs(postgres);
    }

    @Test
    void oldestIsNotNewerThanNewest() {
        assertThat(TestPostgres.oldest().majorVersion())
                .isBetween(11, TestPostgres.newest().majorVersion());
    }

    @Test
    void givenServerIsReadFromItsUrl() {
        assertThat(TestPostgres.parse("postgresql://me:p%40ss+w@db:5433/main"))
                .isEqualTo(new TestPostgres("db", 5433, "me", "p@ss+w", "main"));
        assertThat(TestPostgres.parse("jdbc:postgresql://me@db"))
                .isEqualTo(new TestPostgres("db", 5432, "me", null, "postgres"));
    }
}
