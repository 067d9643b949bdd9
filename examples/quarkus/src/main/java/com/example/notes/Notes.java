package com.example.notes;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

@ApplicationScoped
public class Notes {
    private final DataSource db;

    Notes(DataSource db) {
        this.db = db;
    }

    public void write(String body) throws SQLException {
        try (var connection = db.getConnection();
                var insert = connection.prepareStatement("INSERT INTO note (body) VALUES (?)")) {
            insert.setString(1, body);
            insert.executeUpdate();
        }
    }

    public List<String> newestFirst() throws SQLException {
        List<String> bodies = new ArrayList<>();
        try (var connection = db.getConnection();
                var select = connection.prepareStatement("SELECT body FROM note ORDER BY written_at DESC, id DESC");
                var rows = select.executeQuery()) {
            while (rows.next()) {
                bodies.add(rows.getString(1));
            }
        }
        return bodies;
    }
}
