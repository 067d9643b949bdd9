import io.pgmi.maven.it.ItServer

def database = ItServer.database(basedir)
ItServer.createDatabase(database)
def connection = ItServer.connect(database)
connection.createStatement().execute('CREATE TABLE precious (id int)')
connection.close()
ItServer.point(basedir, ['pgmi.database': database, 'pgmi.overwrite': 'true'])
return true
