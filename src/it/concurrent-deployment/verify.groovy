import io.pgmi.maven.it.ItServer

context.get('other').close()
def log = new File(basedir, 'build.log').text
assert log.contains('failed with outcome 15')
assert log.contains('another deployment to database "' + ItServer.database(basedir) + '" is running')
assert ItServer.query(ItServer.database(basedir), "SELECT relname FROM pg_class WHERE relname = 'other'").isEmpty()
return true
