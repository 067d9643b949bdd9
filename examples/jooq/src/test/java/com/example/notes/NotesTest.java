package com.example.notes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

class NotesTest {
    @Test
    void theNewestNoteComesFirst() {
        try (var db = DSL.using(System.getProperty("jdbc.url"), System.getProperty("jdbc.user"), "")) {
            Notes notes = new Notes(db);
            notes.write("first");
            notes.write("second");
            assertEquals(List.of("second", "first"), notes.newestFirst());
        }
    }
}
