package com.example.notes;

import static com.example.notes.db.Tables.NOTE;

import java.util.List;
import org.jooq.DSLContext;

/** Compiles only if the table is as it was deployed: jOOQ made NOTE from it. */
public record Notes(DSLContext db) {
    public void write(String body) {
        db.insertInto(NOTE).set(NOTE.BODY, body).execute();
    }

    public List<String> newestFirst() {
        return db.select(NOTE.BODY).from(NOTE).orderBy(NOTE.WRITTEN_AT.desc(), NOTE.ID.desc()).fetch(NOTE.BODY);
    }
}
