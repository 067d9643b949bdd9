import io.pgmi.maven.it.ItServer

assert !new File(basedir, 'pom.xml').exists()
ItServer.point(basedir, ['pgmi.database': ItServer.database(basedir), 'pgmi.sourceDirectory': 'database'])
return true
