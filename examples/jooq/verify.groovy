def log = new File(basedir, 'build.log').text
// What jOOQ made is of the table that was deployed; Notes compiled with it, and its test ran against the same server.
assert new File(basedir, 'target/generated-sources/jooq/com/example/notes/db/tables/Note.java').text.contains('written_at')
assert new File(basedir, 'target/classes/com/example/notes/db/tables/Note.class').exists()
assert log =~ /Tests run: 1, Failures: 0, Errors: 0, Skipped: 0.* -- in com.example.notes.NotesTest/
assert log.indexOf('Deployed in ') < log.indexOf('--- jooq-codegen')
return true
