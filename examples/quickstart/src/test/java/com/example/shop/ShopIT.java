package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What an application does with the database that was deployed a moment ago. */
class ShopIT {
    @Test
    void aCustomerBuysTea() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO shop.customer (email, country_code) VALUES ('léa@example.com', 'FR')");
            Shop shop = new Shop(connection);
            shop.order("léa@example.com", "TEA-100", 2);
            assertEquals(new BigDecimal("19.20"), shop.revenue("FR"));
        }
    }

    @Test
    void nothingIsLeftOfTheDatabaseTests() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM shop.product WHERE sku = 'TEST'")) {
            assertTrue(row.next());
            assertEquals(0, row.getInt(1));
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                System.getProperty("jdbc.url"), System.getProperty("jdbc.user"), "");
    }
}
