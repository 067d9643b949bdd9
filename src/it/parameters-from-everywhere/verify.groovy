import io.pgmi.maven.it.ItServer

assert ItServer.query(ItServer.database(basedir),
        'SELECT key || \'=\' || value FROM parameter WHERE value = setting ORDER BY key COLLATE "C"') == [
    'as_written=007',
    'file_over_yaml=file',
    'from_file=file=with=equals',
    'from_pom=pom',
    'from_yaml=yaml',
    'pom_over_file=pom',
    'quoted= kept blanks ',
    'typed=typed too',
    'typed_over_pom=typed']
def log = new File(basedir, 'build.log').text
// Counts only: a parameter may be a secret.
assert log.contains('9 parameters')
assert !log.contains('kept blanks') && !log.contains('with=equals')
return true
