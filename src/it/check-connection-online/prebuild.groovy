import io.pgmi.maven.it.ItServer

ItServer.point(basedir, ['pgmi.database': ItServer.database(basedir)])
return true
