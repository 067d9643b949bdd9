import io.pgmi.maven.it.ItServer

ItServer.createDatabase(ItServer.database(basedir))
// With a password, which no annotation may show.
ItServer.point(basedir, ['pgmi.database': ItServer.database(basedir), 'pgmi.username': ItServer.ROLE])
return true
