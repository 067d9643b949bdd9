def log = new File(basedir, 'build.log').text
assert log =~ /Tests run: 1, Failures: 0, Errors: 0, Skipped: 0.* -- in com.example.notes.NotesTest/
// Quarkus would start a container of its own (dev services) if it knew of no database.
assert !log.contains('Dev Services for')
return true
