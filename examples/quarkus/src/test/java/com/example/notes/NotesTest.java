package com.example.notes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NotesTest {
    @Inject
    Notes notes;

    @Test
    void theNewestNoteComesFirst() throws SQLException {
        notes.write("first");
        notes.write("second");
        assertEquals(List.of("second", "first"), notes.newestFirst());
    }
}
