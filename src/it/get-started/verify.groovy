def log = new File(basedir, 'build.log').text
assert context.get('files').size() == 5
assert log.count('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0') == 1
assert log.contains('Failed in ./__test__/note_is_short.sql: a note of 281 characters was taken')
return true
