import io.pgmi.maven.it.ItServer

def database = ItServer.database(basedir)
def log = new File(basedir, 'build.log').text
assert log.contains('failed with outcome 12')
assert log.contains(database)
assert log.contains('-Dpgmi.force')
assert ItServer.query(database, "SELECT relname FROM pg_class WHERE relname IN ('precious', 'other')") == ['precious']
return true
