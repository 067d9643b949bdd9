import io.pgmi.maven.it.ItServer

def server = ItServer.connect('postgres').metaData.URL.replaceAll('^jdbc:postgresql://|/postgres$', '').split(':')
new File(basedir, 'online/.mvn').mkdirs()
new File(basedir, 'online/.mvn/maven.config').text = "-Dpgmi.host=${server[0]}\n-Dpgmi.port=${server[1]}\n"
new File(basedir, 'online/db').mkdirs()
new File(basedir, 'online/db/.env').text = "PGUSER=postgres\nPGDATABASE=${ItServer.database(basedir)}\n"
return true
