import io.pgmi.maven.it.ItServer

// The database isn't there: it takes three connections to find that out, to create it, and to deploy.
ItServer.point(basedir, ['pgmi.database': ItServer.database(basedir)])
return true
