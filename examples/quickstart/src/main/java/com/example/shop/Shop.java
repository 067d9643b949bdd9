package com.example.shop;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The application: it knows the database's functions and views, not its tables. */
public final class Shop {
    private final Connection connection;

    public Shop(Connection connection) {
        this.connection = connection;
    }

    /** Places an order and returns its number. */
    public int order(String email, String sku, int quantity) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT shop.place_order(?, ?, ?)")) {
            statement.setString(1, email);
            statement.setString(2, sku);
            statement.setInt(3, quantity);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** What was sold to customers of a country, VAT included; zero where nothing was. */
    public BigDecimal revenue(String country) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT total FROM shop.revenue WHERE country_code = ?")) {
            statement.setString(1, country);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getBigDecimal(1) : BigDecimal.ZERO;
            }
        }
    }
}
