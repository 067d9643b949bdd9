package com.example.notes;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
public class Notes {
    private final JdbcClient db;

    public Notes(JdbcClient db) {
        this.db = db;
    }

    public void write(String body) {
        db.sql("INSERT INTO note (body) VALUES (:body)").param("body", body).update();
    }

    public List<String> newestFirst() {
        return db.sql("SELECT body FROM note ORDER BY written_at DESC, id DESC").query(String.class).list();
    }
}
