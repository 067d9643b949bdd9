import io.pgmi.maven.it.ItServer

def log = new File(basedir, 'build.log').text
assert log.contains('failed with outcome 13')
assert log.replace('\\', '/').contains(
    'src/main/pgmi/__test__/no_overdraft.sql:5:3: ERROR P0004: Failed in ./__test__/no_overdraft.sql: ana must not owe the bank')
assert log.contains('called from ')
assert ItServer.query(ItServer.database(basedir), "SELECT relname FROM pg_class WHERE relname = 'account'").isEmpty()
return true
