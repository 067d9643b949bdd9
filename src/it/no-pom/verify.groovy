import io.pgmi.maven.it.ItServer

assert ItServer.query(ItServer.database(basedir), 'SELECT path FROM deployed') == ['./a/b.sql']
return true
