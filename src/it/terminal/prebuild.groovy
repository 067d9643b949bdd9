import io.pgmi.maven.it.ItServer

ItServer.createDatabase(ItServer.database(basedir))
ItServer.point(basedir, ['pgmi.database': ItServer.database(basedir)])
return true
