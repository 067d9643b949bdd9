package com.example.notes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class NotesIT {
    @Autowired
    Notes notes;

    @Test
    void theNewestNoteComesFirst() {
        notes.write("first");
        notes.write("second");
        assertThat(notes.newestFirst()).containsExactly("second", "first");
    }
}
