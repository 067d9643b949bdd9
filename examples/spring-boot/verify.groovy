def log = new File(basedir, 'build.log').text
assert log =~ /Tests run: 1, Failures: 0, Errors: 0, Skipped: 0.* (--|-) in com.example.notes.NotesIT/
assert log.contains('NotesIT') && log.contains('HikariPool-1 - Start completed.')
return true
